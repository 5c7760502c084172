import {
  connectionState,
  explainReportFault,
  findReportCheck,
  type ReportCheck,
  type ReportMetric,
  type TenantTrx,
} from '@tidemark/db'
import { type ComparedDay, definitionsVersion, reportProof, shopInfo } from '@tidemark/db/insights'
import type { ProofMetric, ProofResponse } from '../schemas/index.ts'
import { historyRange } from './history-range.ts'
import type { DefinedBy } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'

const FIELDS = {
  orders: 'orders',
  grossSales: 'gross-sales',
  discounts: 'discounts',
  returns: 'returns',
  netSales: 'net-sales',
  shipping: 'shipping',
  duties: 'duties',
  fees: 'fees',
  taxes: 'taxes',
  totalSales: 'total-sales',
} as const satisfies DefinedBy & Record<ProofMetric, string>

const METRICS = Object.keys(FIELDS) as ProofMetric[]

const WIRE: Record<ReportMetric, ProofMetric> = {
  orders: 'orders',
  gross_sales: 'grossSales',
  discounts: 'discounts',
  returns: 'returns',
  net_sales: 'netSales',
  shipping: 'shipping',
  duties: 'duties',
  fees: 'fees',
  taxes: 'taxes',
  total_sales: 'totalSales',
}

/** Our figures beside those of Shopify's own reports. */
export async function readProof(
  trx: TenantTrx,
  query: { from?: string | undefined; to?: string | undefined },
): Promise<ProofResponse> {
  const shop = await shopInfo(trx)
  const range = historyRange({ ...query, interval: 'day' }, shop.today)
  const check = await findReportCheck(trx)
  const { scopes } = await connectionState(trx)
  const days = (await reportProof(trx, { range })).map(toDay)
  const differing = days.filter(({ differences }) => differences.length > 0)
  return {
    ...toState(check, scopes),
    checkedAt: check?.checkedAt.toISOString() ?? null,
    range: { ...range, timeZone: shopTerms(shop).timeZone },
    comparedDays: days.length,
    differingDays: differing.length,
    byMetric: METRICS.map((metric) => ({
      metric,
      differingDays: differing.filter((day) => day.differences.some((one) => one.metric === metric))
        .length,
    })),
    days,
    metadata: { definitionsVersion, fields: FIELDS },
  }
}

function toDay({ comparedAt, differences, ...day }: ComparedDay): ProofResponse['days'][number] {
  return {
    ...day,
    comparedAt: comparedAt.toISOString(),
    differences: differences.map((one) => ({ ...one, metric: WIRE[one.metric] })),
  }
}

/** Scopes are known once a sync has asked; a scope that is gone is so whatever the last check said. */
function toState(
  check: ReportCheck | undefined,
  scopes: readonly string[],
): Pick<ProofResponse, 'state' | 'sentence' | 'action'> {
  const lacking = scopes.length > 0 && !scopes.includes('read_reports')
  const fault = lacking ? 'scope' : check?.fault
  if (fault) return { state: fault, ...explainReportFault(fault) }
  if (check) {
    const sentence = 'The figures of each day are compared with those of Shopify’s own report.'
    return { state: 'compared', sentence, action: null }
  }
  const sentence = 'The figures are compared with Shopify’s own report after the next sync.'
  return { state: 'waiting', sentence, action: null }
}
