import {
  addMembership,
  createUser,
  findLogin,
  hashPassword,
  type MembershipRole,
  recordAudit,
} from '@tidemark/db'
import type { Operator } from './operator.ts'
import { ShopError } from './shop-error.ts'

export type NewMember = {
  tenantId: string
  email: string
  /** Of an account that is to be made; one that is there keeps its own. */
  password: string | undefined
  role: MembershipRole
}

/** As the API demands it. */
export const MIN_PASSWORD = 8

/**
 * Lets a person look at a shop, or do everything with it; changes the role of one who may already.
 * @returns whether an account was made
 */
export async function addMember(
  { db }: Pick<Operator, 'db'>,
  { tenantId, email, password, role }: NewMember,
): Promise<{ newAccount: boolean }> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new ShopError('Give an e-mail address with --email.')
  const login = await findLogin(db, email)
  if (!login && (password === undefined || password.length < MIN_PASSWORD)) {
    throw new ShopError(
      `There is no account with this e-mail address: give a --password of at least ${MIN_PASSWORD} characters for it.`,
    )
  }
  const userId =
    login?.userId ??
    (await createUser(db, { email, passwordHash: await hashPassword(password ?? '') }))
  await addMembership(db, { userId, tenantId, role })
  await recordAudit(db, { action: 'shop.member', tenantId, detail: { userId, role } })
  return { newAccount: login === undefined }
}
