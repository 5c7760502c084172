import { describe, expect, test } from 'vitest'
import { formatAxisMoney, formatMoney, formatMoneyChange, splitMoney } from './money.ts'
import { formatChange, formatCount } from './number.ts'

/** ICU separates with various spaces; the eye doesn't care. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ')

describe('money', () => {
  test('shows an amount too long for a floating-point number to the last minor unit', () => {
    expect(formatMoney('en-US', { amount: '90071992547409931.07', currencyCode: 'USD' })).toBe(
      '$90,071,992,547,409,931.07',
    )
  })

  test('uses the minor digits of the currency and the words of the locale', () => {
    expect(formatMoney('en-US', { amount: '1234', currencyCode: 'JPY' })).toBe('¥1,234')
    expect(formatMoney('en-US', { amount: '1.234', currencyCode: 'KWD' })).toContain('1.234')
    expect(plain(formatMoney('de-DE', { amount: '1234.50', currencyCode: 'EUR' }))).toBe(
      '1.234,50 €',
    )
  })

  test('shows no currency where none is known', () => {
    expect(formatMoney('en-US', { amount: '0.00', currencyCode: 'XXX' })).toBe('0')
  })

  test('splits the minor units off without losing a character', () => {
    for (const locale of ['en-US', 'de-DE', 'ja-JP', 'ar-EG']) {
      for (const currencyCode of ['EUR', 'JPY', 'XXX']) {
        const money = { amount: '-1234.50', currencyCode }
        const { before, fraction, after } = splitMoney(locale, money)
        expect(before + fraction + after).toBe(formatMoney(locale, money))
      }
    }
    expect(splitMoney('en-US', { amount: '9.50', currencyCode: 'USD' }).fraction).toBe('.50')
    expect(splitMoney('en-US', { amount: '9', currencyCode: 'JPY' }).fraction).toBe('')
  })

  test('marks a gain with a plus', () => {
    expect(formatMoneyChange('en-US', { amount: '12.00', currencyCode: 'USD' })).toBe('+$12.00')
    expect(formatMoneyChange('en-US', { amount: '0.00', currencyCode: 'USD' })).toBe('$0.00')
  })

  test('shortens the marks of an axis', () => {
    expect(formatAxisMoney('en-US', 12_500, 'USD')).toBe('$12.5K')
    expect(formatAxisMoney('en-US', 0, 'USD')).toBe('$0')
  })
})

describe('numbers', () => {
  test('groups counts', () => {
    expect(formatCount('en-US', 12_345)).toBe('12,345')
  })

  test('shows a change with its sign, the large ones without a fraction', () => {
    expect(formatChange('en-US', '0.1243')).toBe('+12.4%')
    expect(formatChange('en-US', '-0.0300')).toBe('-3%')
    expect(formatChange('en-US', '12.4012')).toBe('+1,240%')
    expect(formatChange('en-US', '0.0000')).toBe('0%')
  })
})
