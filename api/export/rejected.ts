import { type RejectedPlace, rejectedRows, type SetAsideRow } from '@tidemark/db/insights'
import { RejectedQuery } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

const Query = RejectedQuery.omit({ limit: true })

/** Few, since each is read with its JSON. */
const PAGE_ROWS = 250

/** What could not be mirrored and why, without its JSON: that can hold a person's data. */
export const rejectedExport = exportRoute<typeof Query, SetAsideRow>({
  name: 'rejected',
  title: 'Rows that are set aside, because they could not be mapped or stored',
  route: '/api/rejected',
  query: Query,
  columns: {
    entity: { doc: 'orders, customers or products', value: (row) => row.entity },
    entityId: { doc: 'Shopify’s id, as the object bore it', value: (row) => row.entityId },
    reason: { doc: 'Why it could not be mirrored', value: (row) => row.reason },
    firstRejectedAt: {
      doc: 'When it was first tried',
      value: (row) => row.firstRejectedAt.toISOString(),
    },
    rejectedAt: { doc: 'When it was last tried', value: (row) => row.rejectedAt.toISOString() },
  },
  async *parts(read, { entity }) {
    let after: RejectedPlace | undefined
    do {
      const page = { limit: PAGE_ROWS, entity, after }
      const { rows, next } = await read((trx) => rejectedRows(trx, page))
      yield { rows }
      after = next ?? undefined
    } while (after !== undefined)
  },
})
