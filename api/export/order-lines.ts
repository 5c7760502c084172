import { readOrder } from '../figures/read-order.ts'
import { type OrderLine, OrderParams } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

/** One order's lines, those that were removed included. */
export const orderLinesExport = exportRoute<typeof OrderParams, OrderLine>({
  name: 'order-lines',
  title: 'One order’s lines',
  route: '/api/orders/{id}',
  query: OrderParams,
  columns: {
    id: { doc: 'Shopify’s numeric id', value: (row) => row.id },
    title: { doc: 'As ordered', value: (row) => row.title },
    sku: { doc: 'As ordered', value: (row) => row.sku },
    productId: { doc: 'Shopify’s numeric id', value: (row) => row.productId },
    variantId: { doc: 'Shopify’s numeric id', value: (row) => row.variantId },
    quantity: { doc: 'As ordered', value: (row) => row.quantity },
    currentQuantity: {
      doc: 'After edits, refunds and removals',
      value: (row) => row.currentQuantity,
    },
    isGiftCard: { doc: 'true or false', value: (row) => row.isGiftCard },
    unitPrice: { doc: 'Of one', value: (row) => row.unitPrice.amount },
    currencyCode: { doc: 'Of unitPrice', value: (row) => row.unitPrice.currencyCode },
  },
  async *parts(read, { id }) {
    const { order, lines } = await read((trx) => readOrder(trx, id))
    yield { rows: lines, id: order.id }
  },
})
