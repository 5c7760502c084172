import { partTax, partTotal } from './balance.ts'
import { nextId } from './ids.ts'
import { add, subtract, times, zero } from './money.ts'
import type {
  Agreement,
  Balance,
  Counters,
  Instant,
  MoneyBag,
  Order,
  Sale,
  SaleActionType,
  SaleLineType,
  TaxLine,
} from './model.ts'

interface SaleInput {
  actionType: SaleActionType
  lineType: SaleLineType
  /** How many units, unsigned; null where the row counts nothing. */
  quantity: number | null
  subjectId: number | null
  part: Balance
  taxLines: readonly Pick<TaxLine, 'title' | 'ratePpm'>[]
  /** 1 charges the customer, -1 gives back. */
  sign: 1 | -1
}

/** One ledger row for a part of a line: amount after discounts and with tax, all with one sign. */
export function saleRow(counters: Counters, order: Order, input: SaleInput): Sale {
  const { part, sign } = input
  const included = order.taxesIncluded
  return {
    id: nextId(counters, 'Sale'),
    actionType: input.actionType,
    lineType: input.lineType,
    quantity: input.quantity === null ? null : sign * input.quantity,
    totalAmount: times(partTotal(part, included), sign),
    discountBeforeTaxes: times(
      included ? subtract(part.discount, part.discountTax) : part.discount,
      sign,
    ),
    discountAfterTaxes: times(
      included ? part.discount : add(part.discount, part.discountTax),
      sign,
    ),
    taxAmount: times(partTax(part), sign),
    taxes: input.taxLines.map((line, index) => ({
      id: nextId(counters, 'SaleTax'),
      title: line.title,
      ratePpm: line.ratePpm,
      amount: times(part.taxes[index] ?? zero(), sign),
    })),
    subjectId: input.subjectId,
  }
}

/** A balance of a single amount without discounts, such as a fee. */
export function plainPart(amount: MoneyBag, taxes: MoneyBag[] = []): Balance {
  return { quantity: 1, amount, discount: zero(), discountTax: zero(), taxes }
}

/** Writes an agreement into the order's ledger. */
export function addAgreement(
  counters: Counters,
  order: Order,
  agreement: Pick<Agreement, 'kind' | 'sales'> & {
    happenedAt: Instant
    refundId?: number
    returnId?: number
  },
): Agreement {
  const reasons = {
    order: 'ORDER',
    edit: 'ORDER_EDIT',
    refund: 'REFUND',
    return: 'RETURN',
  } as const
  const added: Agreement = {
    id: nextId(counters, 'Agreement'),
    kind: agreement.kind,
    reason: reasons[agreement.kind],
    happenedAt: agreement.happenedAt,
    refundId: agreement.refundId ?? null,
    returnId: agreement.returnId ?? null,
    sales: agreement.sales,
  }
  order.agreements.push(added)
  return added
}
