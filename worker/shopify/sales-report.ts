import type { ReportFigure, ReportRange } from '@tidemark/db'
import { z } from 'zod'
import { patiently } from './patient-client.ts'
import { REPORT, reportCost } from './queries/report.graphql.ts'
import { readShape } from './read-shape.ts'
import type { Caller, ShopClient } from './shop-client.ts'

/** Shopify's name of each metric of its table `sales`, and ours. Its fees come in two parts. */
const METRICS: Readonly<Record<string, ReportFigure['metric']>> = {
  orders: 'orders',
  gross_sales: 'gross_sales',
  discounts: 'discounts',
  sales_reversals: 'returns',
  net_sales: 'net_sales',
  shipping_charges: 'shipping',
  duties: 'duties',
  additional_fees: 'fees',
  return_fees: 'fees',
  taxes: 'taxes',
  total_sales: 'total_sales',
}

const decimal = z.union([
  z.string().regex(/^-?\d+(?:\.\d+)?$/),
  // What nothing was sold of.
  z.null(),
])

const answerSchema = z.object({
  shopifyqlQuery: z.object({
    parseErrors: z.array(z.string()),
    tableData: z.object({ rows: z.array(z.looseObject({ day: z.string() })) }).nullable(),
  }),
})

/**
 * Shopify's own report of sales, a row for each day of the range in the shop's zone and currency.
 * Undefined: Shopify does not understand the question.
 * @throws ShopifyAccessDeniedError without the scope `read_reports` or level 2 of customer data
 */
export async function fetchSalesReport(
  client: ShopClient,
  { from, to }: ReportRange,
  caller: Caller,
): Promise<ReportFigure[] | undefined> {
  const metrics = Object.keys(METRICS)
  const query = `FROM sales SHOW ${metrics.join(', ')} TIMESERIES day SINCE ${from} UNTIL ${to} ORDER BY day`
  const asked = { document: REPORT, cost: reportCost, variables: { query } }
  const { data } = await patiently(client).request(asked, caller)
  const { parseErrors, tableData } = readShape(answerSchema, data).shopifyqlQuery
  if (parseErrors.length > 0 || tableData === null) return undefined
  return tableData.rows.flatMap(({ day, ...row }) =>
    Object.entries(METRICS).map(([name, metric]) => ({
      // A timestamp of a day may come with a time.
      day: day.slice(0, 10),
      metric,
      amount: readShape(decimal, row[name]) ?? '0',
    })),
  )
}
