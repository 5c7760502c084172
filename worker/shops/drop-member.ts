import { listMembers, recordAudit, removeMember, type TenantSummary } from '@tidemark/db'
import type { Operator } from './operator.ts'
import { ShopError } from './shop-error.ts'

/** Takes a person's access to a shop away, at once. Throws for the last owner, who stays. */
export async function dropMember(
  { db }: Pick<Operator, 'db'>,
  { shop, email }: { shop: Pick<TenantSummary, 'id' | 'shopDomain'>; email: string },
): Promise<void> {
  const wanted = email.trim().toLowerCase()
  const member = (await listMembers(db, shop.id)).find((one) => one.email === wanted)
  const removal = member
    ? await removeMember(db, { tenantId: shop.id, userId: member.userId })
    : 'unknown'
  if (removal === 'unknown') throw new ShopError(`${email} has no access to ${shop.shopDomain}.`)
  if (removal === 'last_owner') {
    throw new ShopError(
      `${email} is the last owner of ${shop.shopDomain}. Make somebody else one first: npm run shop -- member --role owner …`,
    )
  }
  await recordAudit(db, {
    action: 'shop.member-removed',
    tenantId: shop.id,
    detail: { userId: member?.userId },
  })
}
