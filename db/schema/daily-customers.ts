/** Customers that are not deleted, by the day they were created. Written with `customers`. */
export interface DailyCustomersTable {
  tenant_id: string
  /** YYYY-MM-DD, in UTC: not a day of the shop. */
  day: string
  customers: number
}
