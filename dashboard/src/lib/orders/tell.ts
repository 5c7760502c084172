import type { Money, OrderAgreement } from '@tidemark/api/contract'
import { formatMoney } from '../format/money.ts'
import { formatCount } from '../format/number.ts'
import { countPieces, type StoryEvent } from './story.ts'

/**
 * What happened, in a sentence.
 * @param who "Ann Lee" or "A guest"
 */
export function tell(event: StoryEvent, who: string, locale: string): string {
  const { agreement, refunds, cancels, deletes } = event
  const paidBack = refunds.map(({ totalRefunded }) => paid(totalRefunded, locale))
  const sentences = [
    ...(cancels ? [tellCancellation(cancels.reason)] : []),
    ...(agreement ? [tellAgreement(agreement, { who, cancels: cancels !== null, locale })] : []),
    ...paidBack,
    ...(deletes ? ['The order was deleted at Shopify. It counts nowhere since.'] : []),
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** By Shopify's `OrderCancelReason`. */
const reasons: Record<string, string> = {
  CUSTOMER: 'the customer wanted to',
  DECLINED: 'the payment was declined',
  FRAUD: 'it looked fraudulent',
  INVENTORY: 'there was not enough in stock',
  STAFF: 'of a mistake by the shop’s staff',
}

function tellCancellation(reason: string | null): string {
  const why = reason === null ? undefined : reasons[reason]
  return why === undefined ? 'The order was cancelled.' : `The order was cancelled because ${why}.`
}

function paid(money: Money, locale: string): string {
  return `${formatMoney(locale, money)} was paid back.`
}

function tellAgreement(
  agreement: OrderAgreement,
  { who, cancels, locale }: { who: string; cancels: boolean; locale: string },
): string {
  const { added, taken, repriced } = countPieces(agreement)
  const pieces = (count: number): string =>
    `${formatCount(locale, count)} ${count === 1 ? 'piece' : 'pieces'}`
  switch (agreement.reason) {
    case 'ORDER':
      return added > 0 ? `${who} ordered ${pieces(added)}.` : `${who} placed the order.`
    case 'ORDER_EDIT': {
      const changes = [
        ...(added > 0 ? [`${pieces(added)} added`] : []),
        ...(taken > 0 ? [`${pieces(taken)} removed`] : []),
        ...(repriced ? ['prices changed'] : []),
      ]
      if (changes.length === 0) return 'The order was edited.'
      return `The order was edited: ${changes.join(', ')}.`
    }
    case 'RETURN':
      return taken > 0 ? `${pieces(taken)} came back.` : 'A return was recorded.'
    case 'REFUND':
      if (taken > 0) return `${pieces(taken)} taken off the order.`
      return cancels ? '' : 'A refund without goods was made.'
  }
}
