import type { ShopEvent, ShopState } from '../model.ts'
import { WorldInputError } from '../input-error.ts'
import { touch } from '../orders/finish.ts'
import { beforeChange } from '../snapshot.ts'
import { removeProduct, removeVariant } from './catalogue.ts'
import { orderChanges } from './lifecycle.ts'
import type { ChangeContext } from './lifecycle.ts'
import { deleteOrder } from './orders.ts'
import { deleteCustomer, mergeCustomers, redactCustomer } from './people.ts'

/** A change of something that was chosen, unlike those that chance chooses. */
export type ByHand =
  /** Gives the oldest orders one and the same `updatedAt`. */
  | { change: 'stamp'; orders: number }
  /** Adds a line to an order; a cancelled one gets a tag. */
  | { change: 'edit'; orderId: number }
  | { change: 'delete'; subjectType: ShopEvent['subjectType']; id: number }
  | { change: 'merge'; from: number; into: number }
  | { change: 'redact'; customerId: number }

/**
 * Makes a chosen change.
 * @throws WorldInputError where there is no such thing, or where Shopify would not do it
 */
export function changeByHand(context: ChangeContext, chosen: ByHand): void {
  const { state } = context
  switch (chosen.change) {
    case 'stamp':
      return stampOrders(context, chosen.orders)
    case 'edit':
      return editOrderById(context, chosen.orderId)
    case 'delete':
      return deleteById(context, chosen.subjectType, chosen.id)
    case 'merge': {
      const [from, into] = [chosen.from, chosen.into].map((id) => need(state, 'customers', id))
      if (from === undefined || into === undefined || from === into) {
        throw new WorldInputError('A customer cannot be merged into itself.')
      }
      return mergeCustomers(context, into, from)
    }
    case 'redact':
      return redactCustomer(context, need(state, 'customers', chosen.customerId))
  }
}

type Kind = 'orders' | 'customers' | 'products' | 'variants'
type Held<K extends Kind> = ShopState[K] extends Map<number, infer Thing> ? Thing : never

function need<K extends Kind>(state: ShopState, kind: K, id: number): Held<K> {
  const found = state[kind].get(id)
  if (found === undefined) {
    throw new WorldInputError(`${state.shop.domain} has no ${kind.slice(0, -1)} ${id}.`)
  }
  return found as Held<K>
}

function stampOrders({ state, at }: ChangeContext, count: number): void {
  for (const id of state.roster.orders.slice(0, count)) {
    beforeChange(state, 'orders', id)
    const order = state.orders.get(id)
    if (order !== undefined) touch(order, at)
  }
}

function editOrderById(context: ChangeContext, id: number): void {
  const { state, at } = context
  const order = need(state, 'orders', id)
  beforeChange(state, 'orders', id)
  if (orderChanges.editAdd(context, order)) return
  order.tags = [...order.tags, `edit ${order.tags.length + 1}`]
  touch(order, at)
}

function deleteById(context: ChangeContext, type: ShopEvent['subjectType'], id: number): void {
  const { state } = context
  switch (type) {
    case 'ORDER':
      return deleteOrder(context, need(state, 'orders', id))
    case 'PRODUCT':
      return removeProduct(context, need(state, 'products', id))
    case 'PRODUCT_VARIANT': {
      const product = need(state, 'products', need(state, 'variants', id).productId)
      if (product.variantIds.length > 1) return removeVariant(context, product, id)
      throw new WorldInputError(`Variant ${id} is the last one of its product, and stays.`)
    }
    case 'CUSTOMER': {
      const customer = need(state, 'customers', id)
      if (customer.orderIds.length === 0) return deleteCustomer(context, customer)
      throw new WorldInputError(
        `Customer ${id} has orders: Shopify deletes no such customer, but can redact it.`,
      )
    }
  }
}
