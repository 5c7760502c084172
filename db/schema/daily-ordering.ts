import type { Generated } from 'kysely'

/** A day's orders by their place among their customer's orders (`customer_orders`). */
export interface DailyOrderingTable {
  tenant_id: string
  /** YYYY-MM-DD, in the shop's time zone. */
  day: string
  /** first_orders + second_orders + later_orders */
  orders_of_customers: Generated<number>
  /** Orders without a customer, or of one who was deleted. */
  guest_orders: Generated<number>
  first_orders: Generated<number>
  second_orders: Generated<number>
  /** Third orders and later ones. */
  later_orders: Generated<number>
}
