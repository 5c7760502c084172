import { z } from 'zod'

/** Any text is let through: what is no shop of the account gets the same 404, whatever it looks like. */
export const TenantHeader = z.object({
  'x-tenant-id': z
    .string()
    .optional()
    .meta({ description: 'One of the account’s shops; left out: the one the session looks at' }),
})
