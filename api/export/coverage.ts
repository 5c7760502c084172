import { z } from 'zod'
import type { EntityCoverage } from '../schemas/index.ts'
import { readCoverage } from '../sync/read-coverage.ts'
import { exportRoute } from './export-route.ts'

const Query = z.object({})

type Row = Omit<EntityCoverage, 'gaps'> & { gap?: EntityCoverage['gaps'][number] }

/** What is mirrored, with a line for each gap. */
export const coverageExport = exportRoute<typeof Query, Row>({
  name: 'coverage',
  title: 'From when to when the mirror is complete, what is missing and why',
  route: '/api/coverage',
  query: Query,
  columns: {
    entity: {
      doc: 'orders, customers or products: once for each gap, or once without one',
      value: (row) => row.entity,
    },
    completeFrom: {
      doc: 'Empty beside completeTo: from the beginning',
      value: (row) => row.completeFrom,
    },
    completeTo: { doc: 'Empty: never read to the end', value: (row) => row.completeTo },
    comparedAt: {
      doc: 'When the ids were last compared with Shopify’s',
      value: (row) => row.comparedAt,
    },
    gap: { doc: 'Its code; empty: nothing is missing', value: (row) => row.gap?.code },
    field: { doc: 'Empty where all of the entity is meant', value: (row) => row.gap?.field },
    count: { doc: 'Objects, where they can be counted', value: (row) => row.gap?.count },
    sentence: { doc: 'What is missing, in words', value: (row) => row.gap?.sentence },
    action: { doc: 'What can be done about it', value: (row) => row.gap?.action },
  },
  async *parts(read) {
    const { entities } = await read(readCoverage)
    yield {
      rows: entities.flatMap(({ gaps, ...entity }): Row[] =>
        gaps.length > 0 ? gaps.map((gap) => ({ ...entity, gap })) : [entity],
      ),
    }
  },
})
