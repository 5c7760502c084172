import { readOrder } from '../figures/read-order.ts'
import { type OrderAgreement, OrderParams, type OrderSale } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

type Row = OrderSale & { agreement: OrderAgreement }

/** One order's ledger: a line for each sale of each agreement, in the order of time. */
export const orderLedgerExport = exportRoute<typeof OrderParams, Row>({
  name: 'order-ledger',
  title: 'One order’s ledger: what was placed, edited, returned and refunded',
  route: '/api/orders/{id}',
  query: OrderParams,
  columns: {
    agreementId: { doc: 'Shopify’s numeric id', value: (row) => row.agreement.id },
    reason: { doc: 'ORDER, ORDER_EDIT, RETURN or REFUND', value: (row) => row.agreement.reason },
    happenedAt: { doc: 'When it happened', value: (row) => row.agreement.happenedAt },
    day: { doc: 'That it counts on, in the shop’s zone', value: (row) => row.agreement.day },
    saleId: { doc: 'Shopify’s numeric id', value: (row) => row.id },
    actionType: { doc: 'ORDER: sold; RETURN: came back', value: (row) => row.actionType },
    lineType: { doc: 'PRODUCT, SHIPPING, TIP and so on', value: (row) => row.lineType },
    title: { doc: 'Of the order’s line', value: (row) => row.title },
    sku: { doc: 'Of the order’s line', value: (row) => row.sku },
    productId: { doc: 'Shopify’s numeric id', value: (row) => row.productId },
    quantity: { doc: 'Below zero: came back', value: (row) => row.quantity },
    gross: { doc: 'Without tax, before discounts', value: (row) => row.gross.amount },
    discounts: { doc: 'Negative on what was sold', value: (row) => row.discounts.amount },
    net: { doc: 'gross + discounts', value: (row) => row.net.amount },
    taxes: { doc: 'Of it', value: (row) => row.taxes.amount },
    total: { doc: 'net + taxes', value: (row) => row.total.amount },
    currencyCode: { doc: 'Of the amounts before', value: (row) => row.total.currencyCode },
    presentmentTotal: {
      doc: 'total as the customer saw it; empty where that is the same currency',
      value: (row) => row.presentmentTotal?.amount,
    },
    presentmentCurrencyCode: {
      doc: 'Of presentmentTotal',
      value: (row) => row.presentmentTotal?.currencyCode,
    },
  },
  async *parts(read, { id }) {
    const { order, agreements } = await read((trx) => readOrder(trx, id))
    yield {
      id: order.id,
      rows: agreements.flatMap((agreement) =>
        agreement.sales.map((sale) => ({ ...sale, agreement })),
      ),
    }
  },
})
