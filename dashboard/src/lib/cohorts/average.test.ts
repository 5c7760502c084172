import { expect, test } from 'vitest'
import { averageMonths } from './average.ts'
import type { Cohort } from './measure.ts'

const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

function cohort(size: number, months: [customers: number, sales: string, soFar: string][]): Cohort {
  return {
    month: '2026-01-01',
    customers: size,
    months: months.map(([customers, sales, soFar], monthsSince) => ({
      month: '2026-01-01',
      monthsSince,
      partial: monthsSince === months.length - 1,
      customers,
      retention: customers / size,
      orders: customers,
      netSales: usd(sales),
      cumulativeNetSales: usd(soFar),
      netSalesPerCustomer: usd('0.00'),
    })),
  }
}

test('a large cohort weighs more, and a month that still runs is left out', () => {
  const averages = averageMonths([
    cohort(30, [
      [30, '300.00', '300.00'],
      [15, '90.00', '390.00'],
      [1, '5.00', '395.00'],
    ]),
    cohort(10, [
      [10, '100.00', '100.00'],
      [1, '5.00', '105.00'],
    ]),
  ])
  expect(averages).toEqual([
    {
      monthsSince: 0,
      cohorts: 2,
      size: 40,
      customers: 40,
      netSales: '400.00',
      netSalesPerCustomer: '10.00',
    },
    {
      monthsSince: 1,
      cohorts: 1,
      size: 30,
      customers: 15,
      netSales: '90.00',
      netSalesPerCustomer: '13.00',
    },
  ])
})

test('without a whole month there is no average', () => {
  expect(averageMonths([cohort(2, [[2, '8.00', '8.00']])])).toEqual([])
  expect(averageMonths([])).toEqual([])
})
