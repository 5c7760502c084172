import type { DiscountAllocation, MoneyBag, Order } from '../model.ts'
import { exchange, share, subtract, sum } from '../money.ts'
import type { Cart, CartLine, OrderDiscount } from './cart.ts'
import { linePrice } from './lines.ts'

/**
 * Decides which discount falls on which line, and writes the order's discount applications. A line's
 * own discount comes first, the order's is taken of what is left; gift cards and tips get none.
 */
export function allocateDiscounts(order: Order, cart: Cart): DiscountAllocation[][] {
  const allocations = cart.lines.map((line) => lineDiscount(order, line))
  if (cart.orderDiscount !== null) {
    const left = cart.lines.map((line, index) => {
      if (line.kind !== 'product') return null
      const taken = sum((allocations[index] ?? []).map((allocation) => allocation.amount))
      return subtract(linePrice(order, line), taken)
    })
    const shares = orderShares(cart.orderDiscount, left)
    const applicationIndex = addApplication(order, cart.orderDiscount)
    shares.forEach((amount, index) => {
      if (amount !== null && amount.shop > 0) {
        allocations[index]?.push({ applicationIndex, amount })
      }
    })
  }
  return allocations
}

function lineDiscount(order: Order, line: CartLine): DiscountAllocation[] {
  if (line.lineDiscount === null) return []
  const index = order.discountApplications.length
  order.discountApplications.push({
    index,
    kind: 'automatic',
    code: null,
    title: 'Seasonal offer',
    description: null,
    level: 'LINE',
    allocationMethod: 'ACROSS',
    targetSelection: 'ENTITLED',
    targetType: 'LINE_ITEM',
    value: { kind: 'percentage', basisPoints: line.lineDiscount },
  })
  const amount = share(linePrice(order, line), line.lineDiscount, 10_000)
  return [{ applicationIndex: index, amount }]
}

function addApplication(order: Order, discount: OrderDiscount): number {
  const index = order.discountApplications.length
  const isCode = discount.kind === 'code'
  order.discountApplications.push({
    index,
    kind: discount.kind,
    code: isCode ? discount.code : null,
    title: isCode ? null : discount.title,
    description: isCode ? null : discount.title,
    level: 'ORDER',
    allocationMethod: 'ACROSS',
    targetSelection: 'ALL',
    targetType: 'LINE_ITEM',
    value:
      'amount' in discount
        ? { kind: 'amount', presentment: exchange(discount.amount, order).presentment }
        : { kind: 'percentage', basisPoints: discount.basisPoints },
  })
  if (isCode) order.discountCodes.push(discount.code)
  return index
}

/** What each line bears; null for lines that take no discount. */
function orderShares(discount: OrderDiscount, left: (MoneyBag | null)[]): (MoneyBag | null)[] {
  if ('basisPoints' in discount) {
    return left.map((bag) => (bag === null ? null : share(bag, discount.basisPoints, 10_000)))
  }
  const total = left.reduce((shop, bag) => shop + (bag?.shop ?? 0), 0)
  let open = Math.min(discount.amount, total)
  let rest = total
  return left.map((bag) => {
    if (bag === null || bag.shop === 0) return null
    const shop = Math.round((open * bag.shop) / rest)
    open -= shop
    rest -= bag.shop
    return { shop, presentment: share(bag, shop, bag.shop).presentment }
  })
}
