import { z } from 'zod'

/** A shop that the signed-in person may look at. */
export const Tenant = z
  .object({
    id: z.string(),
    shopDomain: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'viewer']).meta({
      description:
        'viewer: may look, but neither start syncs nor change anything of the shop (403); owner: may all',
    }),
  })
  .meta({ id: 'Tenant' })

export type Tenant = z.infer<typeof Tenant>

/** POST /api/login. */
export const LoginBody = z.object({
  email: z
    .string()
    .min(1)
    .max(320)
    .refine((email) => !email.includes('\0'), { error: 'must not hold a NUL character' }),
  password: z.string().min(1).max(1024),
})

const tenantId = z
  .string()
  .nullable()
  .meta({ description: 'The shop that the session looks at; null for an account without a shop' })

export const LoginResponse = z.object({ tenantId, tenants: z.array(Tenant) })

export type LoginResponse = z.infer<typeof LoginResponse>

/** GET /api/session. */
export const SessionResponse = z.object({
  email: z.string(),
  tenantId,
  tenants: z.array(Tenant),
})

export type SessionResponse = z.infer<typeof SessionResponse>

/** POST /api/session/tenant: from now on the session looks at this shop. Any string is accepted
 * here, because a malformed id must get the same 404 as a foreign one. */
export const ChooseTenantBody = z.object({ tenantId: z.string() })

/** POST /api/password. */
export const PasswordBody = z.object({
  currentPassword: z.string().min(1).max(1024),
  newPassword: z
    .string()
    .min(8, { error: 'Use at least 8 characters.' })
    .max(256, { error: 'Use at most 256 characters.' }),
})
