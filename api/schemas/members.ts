import { z } from 'zod'
import { Tenant } from './account.ts'

/** A person who may look at the shop. */
export const Member = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: Tenant.shape.role,
    since: z.iso.datetime().meta({ description: 'When the person got access' }),
    isYou: z.boolean().meta({ description: 'Whether it is who asks' }),
  })
  .meta({ id: 'Member' })

export type Member = z.infer<typeof Member>

/** GET and DELETE /api/members. */
export const MembersResponse = z.object({
  members: z.array(Member).meta({ description: 'By e-mail address' }),
})

export type MembersResponse = z.infer<typeof MembersResponse>

/** DELETE /api/members/:id. */
export const MemberParams = z.object({ id: z.uuid() })
