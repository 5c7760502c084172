import type { TenantTrx } from '../../index.ts'
import {
  ingestCustomers,
  ingestOrders,
  markDeleted,
  reassignCustomers,
  refreshRollups,
  saveShopInfo,
  type OrderInput,
} from '../../ingest/index.ts'
import { customer } from '../../ingest/testing/inputs.ts'
import type { Customer, Shop } from '../oracle/shop.ts'
import type { Happening } from './happening.ts'
import { changeOrder, placeOrder, toMoney } from './play-order.ts'

interface Known {
  versions: OrderInput[]
  /** As Shopify would describe it now. */
  current: OrderInput
  deleted: boolean
}

type KnownCustomer = Customer & { deleted: boolean }

/**
 * Plays happenings through the product's ingestion, and knows in plain objects what the shop holds
 * after each. Time moves a second with each of them: what is newer has a later `updatedAt`.
 */
export class ShopPlayer {
  readonly #orders = new Map<string, Known>()
  readonly #customers = new Map<string, KnownCustomer>()
  #seconds = 0
  #timeZone: string
  #currencyCode: string

  constructor(timeZone: string, currencyCode: string) {
    this.#timeZone = timeZone
    this.#currencyCode = currencyCode
  }

  /** What the definitions are about. */
  get shop(): Shop {
    const customers = [...this.#customers.values()]
    return {
      timeZone: this.#timeZone,
      currencyCode: this.#currencyCode,
      orders: [...this.#orders.values()].filter((one) => !one.deleted).map((one) => one.current),
      customers: customers.filter((one) => !one.deleted),
      deletedCustomers: new Set(customers.filter((one) => one.deleted).map(({ id }) => id)),
    }
  }

  async play(trx: TenantTrx, happening: Happening): Promise<void> {
    this.#seconds += 1
    switch (happening.kind) {
      case 'place':
        return await this.#place(trx, happening.orders)
      case 'change': {
        const known = this.#orders.get(happening.id)
        if (known === undefined) return
        return await this.#ingest(trx, [changeOrder(known.current, happening.change, this.#now)])
      }
      case 'late version': {
        const known = this.#orders.get(happening.id)
        const older = known?.versions.slice(0, -1)[happening.version]
        if (older !== undefined) await ingestOrders(trx, [older])
        return
      }
      case 'delete orders':
        for (const id of happening.ids) {
          const known = this.#orders.get(id)
          if (known !== undefined) known.deleted = true
        }
        await markDeleted(trx, 'orders', happening.ids, this.#now)
        return
      case 'customers':
        return await this.#meet(trx, happening)
      case 'delete customer':
        return await this.#deleteCustomer(trx, happening.id)
      case 'merge':
        return await this.#merge(trx, happening.from, happening.to)
      case 'shop':
        return await this.#changeShop(trx, happening)
      case 'drain':
        await refreshRollups(trx, happening)
    }
  }

  get #now(): string {
    return new Date(Date.parse('2026-11-26T00:00:00Z') + this.#seconds * 1_000)
      .toISOString()
      .replace('.000Z', 'Z')
  }

  /** An id that is placed again is that order with everything about it different. */
  async #place(trx: TenantTrx, orders: (Happening & { kind: 'place' })['orders']): Promise<void> {
    const last = new Map(orders.map((one) => [one.id, one.draft]))
    const placed = [...last].map(([id, draft]) => {
      const currencyCode = draft.foreign ? 'CAD' : this.#currencyCode
      return placeOrder(id, draft, { currencyCode, updatedAt: this.#now })
    })
    await this.#ingest(trx, placed)
  }

  async #ingest(trx: TenantTrx, orders: OrderInput[]): Promise<void> {
    await ingestOrders(trx, orders)
    for (const order of orders) {
      const versions = [...(this.#orders.get(order.id)?.versions ?? []), order]
      this.#orders.set(order.id, { versions, current: order, deleted: false })
    }
  }

  async #meet(
    trx: TenantTrx,
    { ids, createdAt, spent, currencyCode }: Happening & { kind: 'customers' },
  ): Promise<void> {
    const met = [...new Set(ids)].map((id) => ({
      id,
      createdAt: this.#customers.get(id)?.createdAt ?? createdAt,
      amountSpent: toMoney(spent, currencyCode),
      amountSpentCurrencyCode: currencyCode,
    }))
    for (const one of met) this.#customers.set(one.id, { ...one, deleted: false })
    await ingestCustomers(
      trx,
      met.map((one) => customer({ ...one, updatedAt: this.#now })),
    )
  }

  async #deleteCustomer(trx: TenantTrx, id: string): Promise<void> {
    const known = this.#customers.get(id)
    if (known !== undefined) known.deleted = true
    await markDeleted(trx, 'customers', [id], this.#now)
  }

  async #merge(trx: TenantTrx, from: string, to: string): Promise<void> {
    if (from === to) return
    const moved = [...this.#orders.values()].filter(
      (one) => !one.deleted && one.current.customerId === from,
    )
    await reassignCustomers(
      trx,
      moved.map(({ current }) => ({ orderId: current.id, customerId: to })),
    )
    for (const one of moved) one.current = { ...one.current, customerId: to }
    await this.#deleteCustomer(trx, from)
  }

  async #changeShop(
    trx: TenantTrx,
    { timeZone, currencyCode }: Happening & { kind: 'shop' },
  ): Promise<void> {
    this.#timeZone = timeZone
    if (currencyCode !== 'same') this.#currencyCode = currencyCode
    await saveShopInfo(trx, {
      name: 'Shop',
      plan: null,
      currencyCode: this.#currencyCode,
      timeZone,
      readAt: this.#now,
    })
  }
}
