import { z } from 'zod'

/** An exact amount: a decimal string padded to the currency's minor digits (JPY 0, USD 2, KWD 3). */
export const Money = z
  .object({
    amount: z.string().regex(/^-?\d+(\.\d+)?$/),
    currencyCode: z.string(),
  })
  .meta({
    id: 'Money',
    description:
      'An exact decimal amount, padded to the minor digits of its currency. ' +
      'XXX stands for a shop whose currency has not been read yet.',
    examples: [{ amount: '123.45', currencyCode: 'USD' }],
  })

export type Money = z.infer<typeof Money>
