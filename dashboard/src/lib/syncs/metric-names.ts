import type { ProofResponse } from '@tidemark/api/contract'

type Metric = ProofResponse['byMetric'][number]['metric']

/** What is compared with Shopify's report, by the names that the other pages use. */
export const metricNames: Record<Metric, string> = {
  orders: 'Orders',
  grossSales: 'Gross sales',
  discounts: 'Discounts',
  returns: 'Returns',
  netSales: 'Net sales',
  shipping: 'Shipping',
  duties: 'Duties',
  fees: 'Fees',
  taxes: 'Taxes',
  totalSales: 'Total sales',
}

/** How far the figures agree, as a sentence. */
export function describeProof(
  { comparedDays, differingDays }: Pick<ProofResponse, 'comparedDays' | 'differingDays'>,
  count: (value: number) => string,
): string {
  const days = (value: number): string => `${count(value)} ${value === 1 ? 'day' : 'days'}`
  if (comparedDays === 0) return 'None of the last 30 days has been compared yet.'
  const agreeing = comparedDays - differingDays
  if (differingDays === 0) {
    return comparedDays === 1
      ? 'The one day that was compared agrees in every figure, to the last cent.'
      : `All ${days(comparedDays)} that were compared agree in every figure, to the last cent.`
  }
  return `${count(agreeing)} of ${days(comparedDays)} that were compared ${agreeing === 1 ? 'agrees' : 'agree'} in every figure, to the last cent.`
}
