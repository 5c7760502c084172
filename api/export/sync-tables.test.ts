import { afterAll, beforeAll, expect, test } from 'vitest'
import { openExportShop, type ExportShop } from '../testing/export-shop.ts'

let shop: ExportShop
let download: ExportShop['download']
beforeAll(async () => {
  shop = await openExportShop()
  ;({ download } = shop)
})
afterAll(() => shop.close())

test('syncs, gaps and rejected rows are there, without the JSON that was set aside', async () => {
  expect(await download('syncs')).toEqual([
    'startedAt,finishedAt,trigger,state,rounds,productsRead,productsChanged,customersRead,' +
      'customersChanged,ordersRead,ordersChanged,deletionsRead,deletionsChanged,rejectedRows,' +
      'error,action,gaps,notes,workflowId,runId',
    '2025-03-06T11:00:00.000Z,2025-03-06T11:00:00.000Z,schedule,completed_with_rejects,1,2,1,0,0,' +
      "5,4,0,0,1,,,'-Names are hidden.,It was slow. It was read again.,sync,b",
    '2025-03-06T10:00:00.000Z,2025-03-06T10:00:00.000Z,schedule,failed,1,0,0,0,0,0,0,0,0,0,' +
      'Shopify refused the token.,Connect it again.,,,sync,a',
  ])
  const coverage = await download('coverage')
  expect(coverage[0]).toBe(
    'entity,completeFrom,completeTo,comparedAt,gap,field,count,sentence,action',
  )
  expect(coverage.map((line) => line.split(',').slice(0, 7).join())).toEqual([
    'entity,completeFrom,completeTo,comparedAt,gap,field,count',
    'orders,,,,not_read_yet,,',
    'orders,,,,rejected,,1',
    'customers,,,,not_read_yet,,',
    'products,,,,not_read_yet,,',
  ])
  expect(await download('rejected')).toEqual([
    'entity,entityId,reason,firstRejectedAt,rejectedAt',
    "orders,99,'=No room.,2025-03-06T00:00:00.000Z,2025-03-07T00:00:00.000Z",
  ])
  expect(await download('rejected?entity=products')).toHaveLength(1)
})

test('days that were compared with Shopify’s report have a line for each difference', async () => {
  expect(await download('proof?from=2025-03-01&to=2025-03-31')).toEqual([
    'date,comparedAt,metric,ours,shopify,difference,currencyCode',
    '2025-03-01,2025-04-01T06:00:00.000Z,grossSales,90.00,95.00,-5.00,USD',
    '2025-03-01,2025-04-01T06:00:00.000Z,netSales,90.00,0.00,90.00,USD',
    '2025-03-01,2025-04-01T06:00:00.000Z,totalSales,90.00,0.00,90.00,USD',
    '2025-03-02,2025-04-01T06:00:00.000Z,,,,,USD',
  ])
})
