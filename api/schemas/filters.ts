import { z } from 'zod'

/** Postgres' text holds every character but this one. */
const text = z
  .string()
  .max(255, { error: 'must have at most 255 characters' })
  .refine((value) => !value.includes('\0'), { error: 'must not hold a NUL character' })

/** What no product is named by belongs to none: unlike in the list of products there is no 0. */
const productId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, { error: 'must be the numeric id that Shopify gave to the product' })

export const CustomerType = z.enum(['new', 'returning', 'guest'], {
  error: 'must be new, returning or guest',
})

/** Which orders the figures are about. What each one means is in the catalogue of definitions. */
export const filterFields = {
  channel: text.optional().meta({
    description: 'Only this sales channel; empty: orders without one. See /api/sales/filters',
  }),
  product: productId.optional().meta({
    description: 'Only this product’s sales, and the orders placed with it: Shopify’s numeric id',
  }),
  customerType: CustomerType.optional().meta({
    description: 'Only first orders ever (new), later ones (returning), or those of nobody (guest)',
  }),
  presentmentCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'must be a currency code of three capital letters' })
    .optional()
    .meta({ description: 'Only orders that were seen and paid in this currency' }),
  country: z
    .string()
    .regex(/^(?:[A-Z]{2})?$/, { error: 'must be a country code of two capital letters, or empty' })
    .optional()
    .meta({ description: 'Only orders to this country; empty: where it is not known' }),
}

/** Which earlier periods stand beside the one asked for. */
export const Compare = z
  .string()
  .regex(/^(?:previous|year)(?:,(?:previous|year))?$/, {
    error: 'must be previous, year, or both with a comma between them',
  })
  .meta({
    description:
      'previous: as many days, ending the day before `from`; year: the same days one year earlier ' +
      '(February 28 for the 29th). Both ends of the range must be given',
    examples: ['previous,year'],
  })
