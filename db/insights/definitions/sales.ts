import { type Definition, LEDGER_SWITCHES } from './definition.ts'

const ledger = { unit: 'money', dateBasis: 'event', switches: LEDGER_SWITCHES } as const

/** What most sums over the ledger have in common when they are compared with Shopify's reports. */
const SHOPIFY =
  'Shopify’s reports can lag by minutes, and leave out what was deleted since they were made. With ' +
  'reversals=order, returns move to the day of their order, which Shopify’s sales reports do not do.'

/** Sums over the rows of Shopify's sales agreements: the sales ledger. */
export const salesDefinitions = {
  'gross-sales': {
    id: 'gross-sales',
    name: 'Gross sales',
    version: 1,
    ...ledger,
    sentence:
      'What the products sold were worth before discounts, taxes and returns, lines added by an ' +
      'edit included. Gift cards are not sales and are shown apart.',
    formula:
      'Σ (totalAmount − totalTaxAmount + totalDiscountAmountBeforeTaxes) of PRODUCT rows with action ORDER',
    differsFromShopify: SHOPIFY,
  },
  discounts: {
    id: 'discounts',
    name: 'Discounts',
    version: 1,
    ...ledger,
    sentence: 'What was taken off the price of the products sold, before tax. Negative.',
    formula: '− Σ totalDiscountAmountBeforeTaxes of PRODUCT rows with action ORDER',
    differsFromShopify: 'Discounts on shipping are part of shipping here. ' + SHOPIFY,
  },
  returns: {
    id: 'returns',
    name: 'Returns',
    version: 1,
    ...ledger,
    sentence:
      'What edits, returns, refunds and cancellations took back from product sales, without tax, and ' +
      'the difference between what was given back and what the lines were worth. Negative as a rule. ' +
      'Shopify calls it sales reversals.',
    formula:
      'Σ (totalAmount − totalTaxAmount) of PRODUCT rows with another action than ORDER, and of ADJUSTMENT and UNKNOWN rows',
    differsFromShopify: SHOPIFY,
  },
  'net-sales': {
    id: 'net-sales',
    name: 'Net sales',
    version: 1,
    ...ledger,
    sentence: 'Gross sales less discounts and returns, without tax, shipping, tips and gift cards.',
    formula: 'gross sales + discounts + returns',
    differsFromShopify: SHOPIFY,
  },
  shipping: {
    id: 'shipping',
    name: 'Shipping',
    version: 1,
    ...ledger,
    sentence: 'What customers paid for shipping, without tax, less what was refunded of it.',
    formula: 'Σ (totalAmount − totalTaxAmount) of SHIPPING rows',
    differsFromShopify: SHOPIFY,
  },
  duties: {
    id: 'duties',
    name: 'Duties',
    version: 1,
    ...ledger,
    sentence: 'Import duties that customers paid at the checkout, less what was refunded of them.',
    formula: 'Σ (totalAmount − totalTaxAmount) of DUTY rows',
    differsFromShopify: SHOPIFY,
  },
  fees: {
    id: 'fees',
    name: 'Fees',
    version: 1,
    ...ledger,
    sentence: 'Additional fees that customers paid, without tax, less what was refunded of them.',
    formula: 'Σ (totalAmount − totalTaxAmount) of FEE and ADDITIONAL_FEE rows',
    differsFromShopify:
      'Two kinds of fees are one number here; a report can show them apart. ' + SHOPIFY,
  },
  taxes: {
    id: 'taxes',
    name: 'Taxes',
    version: 1,
    ...ledger,
    sentence:
      'The tax that Shopify states for each sale, less what was refunded of it; without the tax of ' +
      'tips and gift cards. No rate is ever computed.',
    formula: 'Σ totalTaxAmount of all rows but TIP and GIFT_CARD',
    differsFromShopify: SHOPIFY,
  },
  'total-sales': {
    id: 'total-sales',
    name: 'Total revenue',
    version: 1,
    ...ledger,
    sentence:
      'Total sales: net sales plus shipping, duties, fees and taxes, of orders, edits, returns and ' +
      'refunds in this period. Cancelled and unpaid orders count until they are reversed; tips and ' +
      'gift cards are shown apart; test orders count nowhere.',
    formula:
      'Σ totalAmount of all rows but TIP and GIFT_CARD = net sales + shipping + duties + fees + taxes',
    differsFromShopify: SHOPIFY,
  },
  tips: {
    id: 'tips',
    name: 'Tips',
    version: 1,
    ...ledger,
    sentence: 'What customers gave on top, without tax. Not part of total revenue.',
    formula: 'Σ (totalAmount − totalTaxAmount) of TIP rows',
    differsFromShopify:
      'Shopify’s sales reports leave tips out of total sales, as we do. ' + SHOPIFY,
  },
  'tip-taxes': {
    id: 'tip-taxes',
    name: 'Tax of tips',
    version: 1,
    ...ledger,
    sentence: 'The tax that Shopify states for tips. Not part of taxes and total revenue.',
    formula: 'Σ totalTaxAmount of TIP rows',
    differsFromShopify: SHOPIFY,
  },
  'gift-cards': {
    id: 'gift-cards',
    name: 'Gift cards sold',
    version: 1,
    ...ledger,
    sentence:
      'Gift cards sold, less those refunded. Not part of total revenue: the money is earned when the ' +
      'card is used to pay for something.',
    formula: 'Σ (totalAmount − totalTaxAmount) of GIFT_CARD rows',
    differsFromShopify: 'Shopify’s sales reports leave gift cards out, as we do. ' + SHOPIFY,
  },
  'gift-card-taxes': {
    id: 'gift-card-taxes',
    name: 'Tax of gift cards',
    version: 1,
    ...ledger,
    sentence: 'The tax that Shopify states for gift cards. Not part of taxes and total revenue.',
    formula: 'Σ totalTaxAmount of GIFT_CARD rows',
    differsFromShopify: SHOPIFY,
  },
  units: {
    id: 'units',
    name: 'Units',
    version: 1,
    ...ledger,
    unit: 'count',
    sentence: 'Pieces of products sold, less those that came back. Gift cards do not count.',
    formula: 'Σ quantity of PRODUCT rows',
    differsFromShopify:
      'A count of what was sold alone, without what came back, is higher. ' + SHOPIFY,
  },
} as const satisfies Record<string, Definition>
