import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeParts, openBalance, partTotal, take } from './balance.ts'
import type { Balance } from './model.ts'

const bag = (shop: number) => ({ shop, presentment: Math.round(shop * 1.37) })

it('gives back exactly what was sold, in whatever parts it comes back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.array(fc.integer({ min: 0, max: 250_000 }), { maxLength: 3 }),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }),
      (quantity, unitPrice, basisPoints, rates, included, parts) => {
        const discount = Math.round((unitPrice * quantity * basisPoints) / 10_000)
        const open = () =>
          openBalance(quantity, bag(unitPrice * quantity), bag(discount), rates, included)
        const balance = open()
        let returned: Balance | null = null
        for (const part of [...parts, quantity]) {
          const units = Math.min(part, balance.quantity)
          if (units > 0) returned = mergeParts(returned, take(balance, units))
        }
        expect(returned).toEqual(open())
        expect(partTotal(balance, included)).toEqual({ shop: 0, presentment: 0 })
      },
    ),
    { seed: 20_261_126 },
  )
})

it('takes the tax out of a price that contains it, and puts it on top of one that does not', () => {
  const included = openBalance(1, bag(11_900), bag(1190), [190_000], true)
  expect(included.amount.shop).toBe(10_710)
  expect(included.taxes.map((tax) => tax.shop)).toEqual([1710])
  expect(included.discountTax.shop).toBe(190)
  expect(partTotal(included, true).shop).toBe(10_710)

  const onTop = openBalance(1, bag(10_000), bag(1000), [40_000, 45_000], false)
  expect(onTop.taxes.map((tax) => tax.shop)).toEqual([360, 405])
  expect(partTotal(onTop, false).shop).toBe(9765)
})

it('refuses to take more than there is', () => {
  const balance = openBalance(2, bag(100), bag(0), [], false)
  expect(() => take(balance, 3)).toThrow('Cannot take 3 of 2 units.')
})
