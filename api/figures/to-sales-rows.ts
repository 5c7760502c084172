import type {
  OrderingBucket,
  OrdersHistoryBucket,
  ProductShare,
  Segment,
  SegmentFigures,
} from '@tidemark/db/insights'
import type { OrdersBucket, SalesRow } from '../schemas/index.ts'
import { segmentName } from './segment-names.ts'
import { moneyIn } from './shop-terms.ts'
import { toSalesSums } from './to-sales-sums.ts'

export function toSegmentRow(
  by: Segment,
  { key, ...sums }: SegmentFigures,
  currencyCode: string,
): SalesRow {
  return { kind: 'value', key, name: segmentName(by, key), ...toSalesSums(sums, currencyCode) }
}

export function toProductRow(share: ProductShare, currencyCode: string): SalesRow {
  const money = moneyIn(currencyCode)
  return {
    kind: share.kind === 'product' ? 'value' : share.kind,
    key: share.productId,
    name: productName(share),
    units: share.units,
    netSales: money(share.netSales),
    grossSales: money(share.grossSales),
    discounts: money(share.discounts),
    returns: money(share.returns),
  }
}

/** A bucket of a history as it goes over the wire, and who ordered in it where that is asked for. */
export function toBucket(
  { date, ...sums }: OrdersHistoryBucket,
  currencyCode: string,
  whoOrdered?: OrderingBucket,
): OrdersBucket {
  return { date, ...toSalesSums(sums, currencyCode), ...whoOrdered }
}

function productName({ kind, productId, title }: ProductShare): string {
  if (kind === 'other') return 'Other products'
  if (kind === 'adjustment') return 'Adjustments, which belong to no product'
  return title ?? (productId === '0' ? 'Lines that name no product' : `Product #${productId}`)
}
