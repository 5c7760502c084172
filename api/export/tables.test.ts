import { afterAll, beforeAll, expect, test } from 'vitest'
import { openExportShop, type ExportShop } from '../testing/export-shop.ts'

let shop: ExportShop
let download: ExportShop['download']
beforeAll(async () => {
  shop = await openExportShop()
  ;({ download } = shop)
})
afterAll(() => shop.close())

const SUMS =
  'netSales,grossSales,discounts,returns,shipping,duties,fees,taxes,tips,tipTaxes,giftCards,' +
  'giftCardTaxes,averageOrderValue'
const WHO =
  'orderingCustomers,guestOrders,newCustomers,returningCustomers,returningCustomerRate,' +
  'repeatPurchaseRate'
/** From duties to giftCardTaxes. */
const NO_MORE = '0.00,0.00,0.00,0.00,0.00,0.00,0.00'

/** Whole days from a day to today, both in UTC. */
const daysSince = (day: string): number => Math.floor((Date.now() - Date.parse(day)) / 86_400_000)

test('the figures of a range have a line for each period', async () => {
  expect(await download('figures?from=2025-03-01&to=2025-03-31&compare=previous,year')).toEqual([
    `period,from,to,totalRevenue,customers,orders,units,${SUMS},${WHO},currencyCode`,
    `current,2025-03-01,2025-03-31,105.00,2,3,3,105.00,150.00,0.00,-45.00,0.00,${NO_MORE},50.00,1,1,1,1,1,1,USD`,
    `previous,2025-01-29,2025-02-28,50.00,2,1,1,50.00,50.00,0.00,0.00,0.00,${NO_MORE},50.00,1,0,0,1,1,0,USD`,
    `year,2024-03-01,2024-03-31,0.00,2,0,0,0.00,0.00,0.00,0.00,0.00,${NO_MORE},0.00,0,0,0,0,,,USD`,
  ])
})

test('sales over time have a line for each bucket, and those of the period before face them', async () => {
  expect(await download('sales-over-time?from=2025-03-04&to=2025-03-05&compare=previous')).toEqual([
    `period,date,beside,orders,units,totalSales,${SUMS},${WHO},currencyCode`,
    `current,2025-03-04,2025-03-04,0,0,0.00,0.00,0.00,0.00,0.00,0.00,${NO_MORE},0.00,0,0,0,0,,,USD`,
    `current,2025-03-05,2025-03-05,1,0,15.00,15.00,60.00,0.00,-45.00,0.00,${NO_MORE},60.00,1,0,0,1,1,0,USD`,
    `previous,2025-03-02,2025-03-04,0,0,0.00,0.00,0.00,0.00,0.00,0.00,${NO_MORE},0.00,0,0,0,0,,,USD`,
    `previous,2025-03-03,2025-03-05,0,0,0.00,0.00,0.00,0.00,0.00,0.00,${NO_MORE},0.00,0,0,0,0,,,USD`,
  ])
})

test('sales are split by what orders have, over time too', async () => {
  const first = `kind,key,name,date,orders,units,totalSales,${SUMS},currencyCode`
  expect(await download('sales?by=channel')).toEqual([
    first,
    `value,web,Online store,,4,4,235.00,225.00,270.00,0.00,-45.00,10.00,${NO_MORE},67.50,USD`,
    `value,pos,Point of sale,,1,1,30.00,30.00,30.00,0.00,0.00,0.00,${NO_MORE},30.00,USD`,
  ])
  expect(await download('sales?by=channel&interval=month&from=2025-02-01&to=2025-03-31')).toEqual([
    first,
    `value,web,Online store,2025-02-01,1,1,50.00,50.00,50.00,0.00,0.00,0.00,${NO_MORE},50.00,USD`,
    `value,web,Online store,2025-03-01,2,2,75.00,75.00,120.00,0.00,-45.00,0.00,${NO_MORE},60.00,USD`,
    `value,pos,Point of sale,2025-02-01,0,0,0.00,0.00,0.00,0.00,0.00,0.00,${NO_MORE},0.00,USD`,
    `value,pos,Point of sale,2025-03-01,1,1,30.00,30.00,30.00,0.00,0.00,0.00,${NO_MORE},30.00,USD`,
  ])
})

test('sales by product have no shipping, and a product’s name runs nothing', async () => {
  expect((await download('sales?by=product&limit=1')).slice(1)).toEqual([
    `value,1,'=cmd|' /C calc'!A0,,,3,,170.00,170.00,0.00,0.00,,,,,,,,,,USD`,
    `other,,Other products,,,2,,90.00,130.00,0.00,-40.00,,,,,,,,,,USD`,
    `adjustment,,"Adjustments, which belong to no product",,,0,,-5.00,0.00,0.00,-5.00,,,,,,,,,,USD`,
  ])
})

const NOTHING_EARLIER = ','.repeat(16)

const MEASURES =
  'unitsSold,unitsReturned,grossSales,discounts,returns,netSales,returnedUnitsShare,' +
  'returnedSalesShare,currencyCode'

test('products have titles, vendors and SKUs that run nothing', async () => {
  const earlier = (period: string) =>
    `,${MEASURES}`
      .replace(',currencyCode', '')
      .replaceAll(/,(.)/g, (_, letter: string) => `,${period}${letter.toUpperCase()}`)
  const first =
    'id,title,vendor,productType,state,variantId,variantTitle,sku,lastSoldOn,daysSinceLastSale,' +
    MEASURES +
    earlier('previous') +
    earlier('year')
  const [lamp, plate] = [daysSince('2025-03-01'), daysSince('2025-03-05')]
  expect(await download('products?sort=title')).toEqual([
    first,
    `1,'=cmd|' /C calc'!A0,'+Vendor,"Light, ""warm""",active,,,,2025-03-01,${lamp},3,0,170.00,0.00,0.00,170.00,0,0,USD${NOTHING_EARLIER}`,
    `2,Plate,,,active,,,,2025-03-05,${plate},3,1,130.00,0.00,-40.00,90.00,0.333333,0.307692,USD${NOTHING_EARLIER}`,
  ])
  expect(await download('products?by=variant&show=live')).toEqual([
    first,
    `1,'=cmd|' /C calc'!A0,'+Vendor,"Light, ""warm""",active,101,'-red,'-A1,,,0,0,0.00,0.00,0.00,0.00,,,USD${NOTHING_EARLIER}`,
  ])
  const march = 'from=2025-03-01&to=2025-03-31'
  expect((await download(`products?${march}&compare=previous&product=1`)).slice(1)).toEqual([
    `1,'=cmd|' /C calc'!A0,'+Vendor,"Light, ""warm""",active,,,,2025-03-01,${lamp},1,0,20.00,0.00,0.00,` +
      '20.00,0,0,USD,1,0,50.00,0.00,0.00,50.00,0,0,,,,,,,,',
  ])
})

test('one product has its history and its variants', async () => {
  expect(
    await download('product-history?id=2&from=2025-02-28&to=2025-03-05&interval=week'),
  ).toEqual([
    `date,${MEASURES}`,
    '2025-02-24,2,0,70.00,0.00,0.00,70.00,0,0,USD',
    '2025-03-03,1,1,60.00,0.00,-40.00,20.00,1,0.666667,USD',
  ])
  expect(await download('product-variants?id=1&from=2025-03-01&to=2025-03-01')).toEqual([
    `id,title,sku,price,lastSoldOn,daysSinceLastSale,${MEASURES}`,
    `101,'-red,'-A1,9.50,,,0,0,0.00,0.00,0.00,0.00,,,USD`,
    `0,,,,2025-03-01,${daysSince('2025-03-01')},1,0,20.00,0.00,0.00,20.00,0,0,USD`,
  ])
})

const CUSTOMER =
  'id,displayName,lifetimeValue,orders,firstOrderAt,lastOrderAt,daysSinceLastOrder,averageOrder,' +
  'cohortMonth,rfmGroup,shopifyAmountSpent,difference,currencyCode,shopifyCurrencyCode,' +
  'shopifyOrdersCount,shopifyReadAt'
const seven = () =>
  `7,'@SUM(1),160.00,2,2024-02-29T10:00:00.000Z,2025-02-28T10:00:00.000Z,${daysSince('2025-02-28')},` +
  '75.00,2024-02-01,ALMOST_LOST,170.25,-10.25,USD,USD,2,2025-04-02T00:00:00.000Z'
const eight = () =>
  `8,Customer 8,75.00,2,2025-03-01T11:00:00.000Z,2025-03-05T10:00:00.000Z,${daysSince('2025-03-05')},` +
  '60.00,2025-03-01,NEW,0.00,75.00,USD,USD,0,2025-04-01T00:00:00.000Z'

test('customers are there in the order asked for, with names that run nothing', async () => {
  expect(await download('customers')).toEqual([CUSTOMER, seven(), eight()])
  expect(await download('customers?sort=lastOrder')).toEqual([CUSTOMER, eight(), seven()])
  expect(await download('customers?search=customer')).toEqual([CUSTOMER, eight()])
  expect(await download('customers?group=NEW')).toEqual([CUSTOMER, eight()])
})

test('the largest difference from Shopify’s value comes first', async () => {
  expect(await download('customer-drift')).toEqual([CUSTOMER, eight(), seven()])
})

test('differences are counted by their size, and by the age of Shopify’s value', async () => {
  const sizes = await download('customer-drift-sizes')
  expect(sizes[0]).toBe('currencyCode,from,to,customers')
  expect(sizes.slice(1).filter((line) => !line.endsWith(',0'))).toEqual(['USD,10,100,2'])
  const ages = await download('customer-drift-ages')
  expect(ages[0]).toBe('from,to,customers')
  // Both were read in April 2025, which is long ago.
  expect(ages.at(-1)).toMatch(/^\d+,,2$/)
})

test('top customers are as many as are asked for', async () => {
  expect(await download('top-customers?limit=1')).toEqual([
    'id,displayName,totalSpent,ordersCount,firstOrderAt,lastOrderAt,averageOrderValue,' +
      'shopifyAmountSpent,currencyCode,shopifyCurrencyCode,shopifyOrdersCount,shopifyReadAt',
    "7,'@SUM(1),160.00,2,2024-02-29T10:00:00.000Z,2025-02-28T10:00:00.000Z,75.00,170.25,USD,USD,2," +
      '2025-04-02T00:00:00.000Z',
  ])
})

test('one customer has the orders and the lifetime value by month', async () => {
  expect(await download('customer-orders?id=8')).toEqual([
    'id,name,day,processedAt,cancelledAt,ordered,cameBack,totalSales,unitsOrdered,unitsCameBack,' +
      'currencyCode',
    '15,#15,2025-03-05,2025-03-05T10:00:00.000Z,,60.00,0.00,60.00,1,0,USD',
    '14,#14,2025-03-01,2025-03-01T11:00:00.000Z,,60.00,-45.00,15.00,2,1,USD',
  ])
  const months = await download('customer-history?id=8')
  expect(months.slice(0, 3)).toEqual([
    'month,orders,totalSales,lifetimeValue,currencyCode',
    '2025-03-01,2,75.00,75.00,USD',
    '2025-04-01,0,0.00,75.00,USD',
  ])
})

test('orders have a line each, with the amounts that the customer saw beside the shop’s', async () => {
  const flags = 'false,false,false,false,false,true'
  expect(await download('orders?from=2025-02-28&to=2025-03-31')).toEqual([
    'id,name,day,processedAt,customerId,customerName,financialStatus,fulfillmentStatus,channel,' +
      'channelName,country,countryName,units,totalSales,currentTotal,currencyCode,' +
      'presentmentTotal,presentmentCurrencyCode,test,cancelled,deleted,edited,refunded,unbalanced',
    '15,#15,2025-03-05,2025-03-05T10:00:00.000Z,8,Customer 8,PAID,FULFILLED,web,Online store,AT,' +
      `Austria,1,60.00,0.00,USD,60.00,EUR,${flags}`,
    '14,#14,2025-03-01,2025-03-01T11:00:00.000Z,8,Customer 8,PAID,FULFILLED,web,Online store,AT,' +
      `Austria,1,15.00,0.00,USD,15.00,EUR,${flags}`,
    '13,#13,2025-03-01,2025-03-01T10:00:00.000Z,,,PAID,FULFILLED,pos,Point of sale,,' +
      `Country not known,1,30.00,0.00,USD,30.00,CAD,${flags}`,
    "12,#12,2025-02-28,2025-02-28T10:00:00.000Z,7,'@SUM(1),PAID,FULFILLED,web,Online store,DE," +
      `Germany,1,50.00,0.00,USD,,,${flags}`,
  ])
  expect(await download('orders?search=%23&channel=pos')).toHaveLength(2)
})

test('one order has its ledger and its lines', async () => {
  const [placed, refunded] = [
    '1,ORDER,2025-03-01T11:00:00.000Z',
    '2,REFUND,2025-03-05T12:00:00.000Z',
  ]
  expect(await download('order-ledger?id=14')).toEqual([
    'agreementId,reason,happenedAt,day,saleId,actionType,lineType,title,sku,productId,quantity,' +
      'gross,discounts,net,taxes,total,currencyCode,presentmentTotal,presentmentCurrencyCode',
    `${placed},2025-03-01,140,ORDER,PRODUCT,A thing,,1,1,20.00,0.00,20.00,0.00,20.00,USD,20.00,EUR`,
    `${placed},2025-03-01,141,ORDER,PRODUCT,A thing,,2,1,40.00,0.00,40.00,0.00,40.00,USD,40.00,EUR`,
    `${refunded},2025-03-05,142,RETURN,PRODUCT,A thing,,2,-1,-40.00,0.00,-40.00,0.00,-40.00,USD,-40.00,EUR`,
    `${refunded},2025-03-05,143,RETURN,ADJUSTMENT,,,,,-5.00,0.00,-5.00,0.00,-5.00,USD,-5.00,EUR`,
  ])
  expect(await download('order-lines?id=14')).toEqual([
    'id,title,sku,productId,variantId,quantity,currentQuantity,isGiftCard,unitPrice,currencyCode',
    '1,A thing,,1,,1,1,false,1.00,USD',
    '2,A thing,,2,,1,1,false,1.00,USD',
  ])
})

test('RFM groups, the time between orders and cohorts are there', async () => {
  const rfm = await download('rfm')
  expect(rfm[0]).toBe('group,customers,share,orders,lifetimeValue,currencyCode')
  expect(rfm).toContain('NEW,1,0.5,2,75.00,USD')
  expect(rfm).toContain('ALMOST_LOST,1,0.5,2,160.00,USD')
  expect(rfm.at(-1)).toBe('PROSPECTS,0,,0,0.00,USD')
  const [before, last] = [daysSince('2025-02-28'), daysSince('2025-03-05')]
  expect(await download('rfm-cut-offs')).toEqual([
    'score,lastOrderSince,days,ordersAtLeast,moreThan,currencyCode',
    `2,2025-02-28T10:00:00.000Z,${before},3,75.00,USD`,
    `3,2025-02-28T10:00:00.000Z,${before},3,75.00,USD`,
    `4,2025-03-05T10:00:00.000Z,${last},3,160.00,USD`,
    `5,2025-03-05T10:00:00.000Z,${last},3,160.00,USD`,
  ])
  expect(await download('time-between-orders')).toEqual(['days,orders', '4,1', '365,1'])
  const cohorts = await download('cohorts?from=2025-03-01&to=2025-03-31')
  expect(cohorts.slice(0, 3)).toEqual([
    'cohort,cohortCustomers,month,monthsSince,partial,customers,retention,orders,netSales,' +
      'cumulativeNetSales,netSalesPerCustomer,currencyCode',
    '2025-03-01,1,2025-03-01,0,false,1,1,2,75.00,75.00,75.00,USD',
    '2025-03-01,1,2025-04-01,1,false,0,0,0,0.00,75.00,75.00,USD',
  ])
})
