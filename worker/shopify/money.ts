import { z } from 'zod'

/** Shopify's `Decimal`: an exact decimal string, such as "45.0" or "-3.25". */
export const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/)

/** A `MoneyBag` of which only the shop's side was asked for. */
export const shopMoneySchema = z.object({ shopMoney: z.object({ amount: decimalSchema }) })

export const moneySchema = z.object({ amount: decimalSchema, currencyCode: z.string() })
