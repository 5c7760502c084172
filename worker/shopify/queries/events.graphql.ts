import { idsAfter } from '../ids-after.ts'
import { connectionCost } from '../query-cost.ts'

export const EVENTS_PER_PAGE = 100

/** What was deleted: Shopify's lists give no tombstones, its events do (kept for a year). */
export const DESTROY_EVENTS = `#graphql
  query TidemarkDestroyEvents($query: String!) {
    events(first: ${EVENTS_PER_PAGE}, query: $query, sortKey: ID) {
      nodes {
        id
        createdAt
        ... on BasicEvent { action subjectId subjectType }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`

export const destroyEventsCost = connectionCost(EVENTS_PER_PAGE, 0)

/** Filter for destroy events after the one with this id. */
export const destroyEventsAfter = (eventId: string): string =>
  `action:'destroy' AND ${idsAfter(eventId)}`
