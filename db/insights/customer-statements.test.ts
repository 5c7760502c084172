import { cohorts } from './cohorts.ts'
import { customerCounts } from './customer-counts.ts'
import { customerDrift } from './customer-drift.ts'
import { customerHistory } from './customer-history.ts'
import { customerOrders } from './customer-orders.ts'
import { searchCustomers } from './customer-search.ts'
import { findCustomer } from './find-customer.ts'
import { listCustomers, type ListCustomersInput } from './list-customers.ts'
import { rfmCutOffs } from './rfm-cut-offs.ts'
import { listGroup, type ListGroupInput } from './list-group.ts'
import type { RfmCutOffs } from './rfm-group.ts'
import { rfmGroups } from './rfm-groups.ts'
import { testCommittedStatements } from './testing/committed-statements.ts'
import { timeBetweenOrders } from './time-between-orders.ts'
import { uncountedCustomers } from './uncounted-customers.ts'

const currencyCode = 'USD'
const timeZone = 'Europe/Berlin'
const range = { from: '2026-03-01', to: '2026-03-31' }
const today = '2026-11-26'
const customerId = '7'
const cutOffs: RfmCutOffs = {
  customers: 100,
  recency: ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'],
  frequency: [1, 1, 2, 3],
  moneyRank: ['-100000', '-200000', '-300000', '-400000'],
  money: ['10', '20', '30', '40'],
}
const best: ListCustomersInput = {
  currencyCode,
  timeZone,
  cutOffs,
  sort: 'lifetimeValue',
  direction: 'desc',
  limit: 50,
}
const atRisk: ListGroupInput = { ...best, sort: 'lifetimeValue', group: 'AT_RISK' }
const moment = '2026-03-10 12:00:00+00'

testCommittedStatements(new URL('.', import.meta.url), {
  'list-customers': (trx) => listCustomers(trx, best),
  'list-customers-next': (trx) =>
    listCustomers(trx, { ...best, after: { sortValue: '-1200000', id: '70' } }),
  'list-customers-by-orders': (trx) =>
    listCustomers(trx, { ...best, sort: 'orders', after: { sortValue: `5 ${moment}`, id: '70' } }),
  'list-customers-by-last-order': (trx) =>
    listCustomers(trx, { ...best, sort: 'lastOrder', after: { sortValue: moment, id: '70' } }),
  'list-customers-by-first-order': (trx) =>
    listCustomers(trx, {
      ...best,
      sort: 'firstOrder',
      direction: 'asc',
      after: { sortValue: moment, id: '70' },
    }),
  'list-customers-by-difference': (trx) =>
    listCustomers(trx, { ...best, sort: 'difference', after: { sortValue: '-1200', id: '70' } }),
  'list-customers-found': (trx) => listCustomers(trx, { ...best, found: ['7', '70'] }),
  'list-customers-many': (trx) => listCustomers(trx, { ...best, found: { text: 'customer' } }),
  'list-group': (trx) => listGroup(trx, atRisk),
  'list-group-next': (trx) =>
    listGroup(trx, { ...atRisk, after: { sortValue: '-1200000', id: '70' } }),
  'list-group-by-orders': (trx) =>
    listGroup(trx, { ...atRisk, sort: 'orders', after: { sortValue: `5 ${moment}`, id: '70' } }),
  'list-group-by-last-order': (trx) =>
    listGroup(trx, { ...atRisk, sort: 'lastOrder', after: { sortValue: moment, id: '70' } }),
  'list-group-found': (trx) => listGroup(trx, { ...atRisk, found: ['7', '70'] }),
  'list-group-many': (trx) => listGroup(trx, { ...atRisk, found: { text: 'customer' } }),
  'search-customers': (trx) => searchCustomers(trx, { search: 'customer 70' }),
  'search-customers-id': (trx) => searchCustomers(trx, { search: '70' }),
  'find-customer': (trx) => findCustomer(trx, { id: customerId, currencyCode, timeZone, cutOffs }),
  'customer-orders': (trx) =>
    customerOrders(trx, {
      customerId,
      timeZone,
      after: { processedAt: moment, id: '70' },
      limit: 50,
    }),
  'customer-history': (trx) =>
    customerHistory(trx, { customerId, currencyCode, timeZone, reversals: 'event', today }),
  'customer-counts': customerCounts,
  'customer-drift': customerDrift,
  'uncounted-customers': uncountedCustomers,
  cohorts: (trx) => cohorts(trx, { range, reversals: 'event', currencyCode, today }),
  'rfm-cut-offs': (trx) => rfmCutOffs(trx, { currencyCode }),
  'rfm-groups': (trx) => rfmGroups(trx, { currencyCode, cutOffs }),
  'time-between-orders': (trx) => timeBetweenOrders(trx, { range }),
})
