import { countSale, decimal, noFigures, type Figures } from '../dev/shopify/truth/figures.ts'
import type { ShopWorld, WorldOrder } from './chaos/check/world.ts'

/** The money of all time by what `keyOf` says of an order, from the generator's own ledger. */
export function figuresBy(
  world: ShopWorld,
  keyOf: (order: WorldOrder) => string,
): Map<string, Figures> {
  const groups = new Map<string, Figures>()
  for (const order of countedOrders(world)) {
    const figures = groups.get(keyOf(order)) ?? noFigures()
    groups.set(keyOf(order), figures)
    figures.orders += 1
    for (const { sales } of order.agreements) for (const sale of sales) countSale(figures, sale)
  }
  return groups
}

export interface SoldProduct {
  id: string
  title: string
  vendor: string
  unitsSold: number
  unitsReturned: number
  figures: Figures
}

/** What was sold of each product that the shop has now, all time; the most sold first. */
export function soldProducts(world: ShopWorld): SoldProduct[] {
  const sold = new Map<number, SoldProduct>()
  for (const order of countedOrders(world)) {
    const products = new Map(order.lineItems.map(({ id, productId }) => [id, productId]))
    for (const sale of order.agreements.flatMap(({ sales }) => sales)) {
      if (sale.lineType !== 'PRODUCT' || sale.subjectId === null) continue
      const product = world.products.get(products.get(sale.subjectId) ?? 0)
      if (!product) continue
      const { id, title, vendor } = product
      const known = sold.get(id) ?? {
        id: String(id),
        title,
        vendor,
        unitsSold: 0,
        unitsReturned: 0,
        figures: noFigures(),
      }
      sold.set(id, known)
      countSale(known.figures, sale)
      if (sale.actionType === 'ORDER') known.unitsSold += sale.quantity ?? 0
      else known.unitsReturned -= sale.quantity ?? 0
    }
  }
  return [...sold.values()].toSorted((a, b) => netOf(b.figures) - netOf(a.figures))
}

/** Net sales, minor units. */
export function netOf({ grossSales, discounts, returns }: Figures): number {
  return grossSales + discounts + returns
}

/** As the dashboard writes it for a reader of American English. */
export function formatMinor(minor: number, currency: string, digits: number): string {
  return formatAmount(decimal(minor, digits), currency)
}

/** The same of a decimal string. */
export function formatAmount(amount: string, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(
    amount as Intl.StringNumericLiteral,
  )
}

function countedOrders({ orders }: ShopWorld): WorldOrder[] {
  return [...orders.values()].filter(({ test }) => !test)
}
