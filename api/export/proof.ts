import { readProof } from '../figures/read-proof.ts'
import { ProofQuery, type ProofResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

type Day = ProofResponse['days'][number]
type Row = Omit<Day, 'differences'> & { difference?: Day['differences'][number] }

/** Our figures beside those of Shopify's own reports, day by day. */
export const proofExport = exportRoute<typeof ProofQuery, Row>({
  name: 'proof',
  title: 'Days compared with Shopify’s own report, and where they differ',
  route: '/api/proof',
  query: ProofQuery,
  columns: {
    date: {
      doc: 'A day that was compared: once for each difference, or once without one',
      value: (row) => row.date,
    },
    comparedAt: { doc: 'When Shopify was asked', value: (row) => row.comparedAt },
    metric: { doc: 'What differs; empty: nothing', value: (row) => row.difference?.metric },
    ours: { doc: 'As counted here', value: (row) => row.difference?.ours },
    shopify: { doc: 'As Shopify’s report says', value: (row) => row.difference?.shopify },
    difference: { doc: 'Ours less Shopify’s', value: (row) => row.difference?.difference },
    currencyCode: { doc: 'Of amounts', value: (row) => row.currencyCode },
  },
  async *parts(read, query) {
    const { days, range } = await read((trx) => readProof(trx, query))
    yield {
      range,
      rows: days.flatMap(({ differences, ...day }): Row[] =>
        differences.length > 0 ? differences.map((one) => ({ ...day, difference: one })) : [day],
      ),
    }
  },
})
