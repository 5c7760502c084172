import type { Order } from '../model.ts'
import { touch } from '../orders/finish.ts'
import { createCustomer } from '../people.ts'
import { createRandomProduct } from '../catalogue.ts'
import {
  deleteProduct,
  drawProduct,
  growProduct,
  shrinkProduct,
  updateProduct,
} from './catalogue.ts'
import { liveOn, orderChanges } from './lifecycle.ts'
import type { ChangeContext } from './lifecycle.ts'
import {
  deleteOrder,
  drawOldOrder,
  drawOrder,
  importOrder,
  newOrder,
  reassignOrder,
} from './orders.ts'
import {
  deleteCustomer,
  drawCustomer,
  drawCustomerWithoutOrders,
  drawPair,
  mergeCustomers,
  updateCustomer,
} from './people.ts'

/** What happened, for people: a kind and a name. */
export interface Done {
  kind: string
  subject: string
}

type Attempt = (context: ChangeContext) => string | null

/** Attempts at each kind of change; null where the drawn subject does not allow it. */
const attempts = {
  newOrder: (context: ChangeContext) => newOrder(context).name,
  testOrder: (context: ChangeContext) => newOrder(context, { test: true }).name,
  partialRefund: onOrder(orderChanges.partialRefund),
  fullRefund: onOrder(orderChanges.fullRefund),
  adjustment: onOrder(orderChanges.adjustment),
  shippingRefund: onOrder(orderChanges.shippingRefund),
  goodsWithoutMoney: onOrder(orderChanges.goodsWithoutMoney),
  return: onOrder(orderChanges.return),
  editAdd: onOrder(orderChanges.editAdd),
  editRemove: onOrder(orderChanges.editRemove),
  editDiscount: onOrder(orderChanges.editDiscount),
  editTip: onOrder(orderChanges.editTip),
  cancel: onOrder(orderChanges.cancel),
  payReturn: onOrder(orderChanges.payReturn),
  oldRefund: (context: ChangeContext) => {
    const order = drawOldOrder(context)
    return order !== null && liveOn(context, order) !== null ? order.name : null
  },
  lateImport: (context: ChangeContext) => {
    const days = context.random.int(30, 900)
    const seconds = context.random.int(0, 86_399)
    return importOrder(context, context.at - days * 86_400_000 - seconds * 1000).name
  },
  tagOrder: onOrder((context, order) => {
    order.tags = [...new Set([...order.tags, context.random.pick(['gift', 'checked', 'press'])])]
    touch(order, context.at)
    return true
  }),
  reassignOrder: onOrder((context, order) => {
    const to = context.random.chance(0.15) ? null : drawCustomer(context)
    if ((to?.id ?? null) === order.customerId) return false
    reassignOrder(context, order, to)
    return true
  }),
  deleteOrder: onOrder((context, order) => {
    deleteOrder(context, order)
    return true
  }),
  createCustomer: (context: ChangeContext) => {
    const { state, profile, random, at } = context
    return String(createCustomer(state, profile, random, at).id)
  },
  updateCustomer: (context: ChangeContext) => {
    const customer = drawCustomer(context)
    if (customer === null) return null
    updateCustomer(context, customer)
    return String(customer.id)
  },
  mergeCustomers: (context: ChangeContext) => {
    const pair = drawPair(context)
    if (pair === null) return null
    mergeCustomers(context, ...pair)
    return `${pair[1].id} into ${pair[0].id}`
  },
  deleteCustomer: (context: ChangeContext) => {
    const customer = drawCustomerWithoutOrders(context)
    if (customer === null) return null
    deleteCustomer(context, customer)
    return String(customer.id)
  },
  createProduct: (context: ChangeContext) => {
    const { state, profile, random, at } = context
    return createRandomProduct(state, profile, random, at).title
  },
  updateProduct: onProduct((context, product) => {
    updateProduct(context, product)
    return true
  }),
  addVariant: onProduct(growProduct),
  deleteVariant: onProduct(shrinkProduct),
  deleteProduct: onProduct(deleteProduct),
} satisfies Record<string, Attempt>

export type ChangeKind = keyof typeof attempts

/** Everything that can happen, so that a thousand changes hold some of each kind. */
export const allKinds: Record<ChangeKind, number> = {
  newOrder: 22,
  testOrder: 2,
  partialRefund: 8,
  fullRefund: 4,
  adjustment: 4,
  shippingRefund: 3,
  goodsWithoutMoney: 2,
  return: 6,
  payReturn: 4,
  editAdd: 5,
  editRemove: 4,
  editDiscount: 4,
  editTip: 1,
  cancel: 5,
  oldRefund: 4,
  lateImport: 4,
  tagOrder: 3,
  reassignOrder: 3,
  deleteOrder: 3,
  createCustomer: 4,
  updateCustomer: 4,
  mergeCustomers: 2,
  deleteCustomer: 2,
  createProduct: 2,
  updateProduct: 4,
  addVariant: 2,
  deleteVariant: 2,
  deleteProduct: 1,
}

/** What an ordinary day brings while somebody watches: mostly orders. */
export const trafficKinds: Partial<Record<ChangeKind, number>> = {
  newOrder: 70,
  partialRefund: 6,
  return: 4,
  payReturn: 3,
  editAdd: 4,
  editRemove: 2,
  editDiscount: 2,
  cancel: 3,
  createCustomer: 3,
  updateCustomer: 3,
}

/** Lets one thing happen; draws again where the drawn one can't. */
export function changeAtRandom(
  context: ChangeContext,
  kinds: Partial<Record<ChangeKind, number>>,
): Done {
  for (let attempt = 0; attempt < 50; attempt++) {
    const kind = context.random.weighted(kinds)
    const subject = attempts[kind](context)
    if (subject !== null) return { kind, subject }
  }
  return { kind: 'newOrder', subject: newOrder(context).name }
}

function onOrder(change: (context: ChangeContext, order: Order) => boolean): Attempt {
  return (context) => {
    const order = drawOrder(context)
    return order !== null && change(context, order) ? order.name : null
  }
}

function onProduct(
  change: (context: ChangeContext, product: NonNullable<ReturnType<typeof drawProduct>>) => boolean,
): Attempt {
  return (context) => {
    const product = drawProduct(context)
    return product !== null && change(context, product) ? product.title : null
  }
}
