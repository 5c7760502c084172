import { z } from 'zod'

/** Files that Shopify asked for on behalf of customers, and that the owner hands on to them. */
export const ExportsResponse = z
  .object({
    exports: z.array(
      z.object({
        id: z.uuid(),
        madeAt: z.iso.datetime(),
        expiresAt: z.iso.datetime().describe('The file is deleted then'),
      }),
    ),
  })
  .meta({ id: 'Exports' })
export type ExportsResponse = z.infer<typeof ExportsResponse>

/** All that is held on one person, as it is stored. Money is exact decimal text. */
export const PersonExport = z
  .object({
    customer: z.unknown().describe('Null where Shopify showed no such customer'),
    values: z.array(z.unknown()).describe('Lifetime values, one for each currency'),
    orders: z.array(z.unknown()).describe('With their lines, ledger and refunds'),
    setAside: z.array(z.unknown()).describe('What Shopify sent and could not be mirrored'),
  })
  .meta({ id: 'PersonExport' })
