import { z } from 'zod'

/** Any text is let through: what is no shop of the account gets the same 404, whatever it looks like. */
export const TenantHeader = z.object({
  'x-tenant-id': z
    .string()
    .optional()
    .meta({ description: 'One of the account’s shops; left out: the one the session looks at' }),
})

/** The same for what sends no header: a link to a file, a stream of events. Any text, as above. */
export const TenantQuery = z.object({
  tenant: z.string().optional().meta({
    description: 'The shop, as in X-Tenant-Id, for links and streams, which carry no header',
  }),
})
