import { expect, test } from 'vitest'
import { shareOfBag, toDecimalAmount, toMoneyBag, toMoneyScalar } from './money.ts'

test('an amount loses its trailing zeros and keeps one decimal', () => {
  expect(toDecimalAmount(4500, 'USD')).toBe('45.0')
  expect(toDecimalAmount(10_450, 'USD')).toBe('104.5')
  expect(toDecimalAmount(1999, 'USD')).toBe('19.99')
  expect(toDecimalAmount(0, 'USD')).toBe('0.0')
  expect(toDecimalAmount(-5, 'EUR')).toBe('-0.05')
})

test('the minor digits follow the currency', () => {
  expect(toDecimalAmount(4500, 'JPY')).toBe('4500.0')
  expect(toDecimalAmount(4500, 'KWD')).toBe('4.5')
  expect(toMoneyScalar(4500, 'JPY')).toBe('4500')
  expect(toMoneyScalar(5, 'KWD')).toBe('0.005')
})

test('the scalar Money writes all its digits', () => {
  expect(toMoneyScalar(1900, 'USD')).toBe('19.00')
  expect(toMoneyScalar(-7, 'USD')).toBe('-0.07')
})

test('a bag has both currencies', () => {
  const currencies = { currencyCode: 'USD', presentmentCurrencyCode: 'JPY' }
  const { shopMoney, presentmentMoney } = toMoneyBag({ shop: 1050, presentment: 1600 }, currencies)
  expect({ shopMoney, presentmentMoney }).toEqual({
    shopMoney: { amount: '10.5', currencyCode: 'USD' },
    presentmentMoney: { amount: '1600.0', currencyCode: 'JPY' },
  })
})

test('a share is rounded half away from zero', () => {
  expect(shareOfBag({ shop: 101, presentment: -101 }, 1, 2)).toEqual({ shop: 51, presentment: -51 })
  expect(shareOfBag({ shop: 100, presentment: 100 }, 1, 3)).toEqual({ shop: 33, presentment: 33 })
  expect(shareOfBag({ shop: 100, presentment: 100 }, 0, 0)).toEqual({ shop: 0, presentment: 0 })
})
