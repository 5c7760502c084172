import { OBJECT_COST } from '../query-cost.ts'

/** Shopify's own reports. What a report costs is learnt from the first answer. */
export const REPORT = `#graphql
  query TidemarkReport($query: String!) {
    shopifyqlQuery(query: $query) {
      parseErrors
      tableData {
        columns { name }
        rows
      }
    }
  }
`
export const reportCost = 3 * OBJECT_COST
