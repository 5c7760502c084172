import type { Definition } from './definition.ts'

const ofProduct = {
  version: 1,
  unit: 'money',
  dateBasis: 'event',
  switches: ['reversals'],
} as const

const SHOPIFY =
  'Shopify’s report by product takes the product’s title at the time of the sale; here a product is ' +
  'its id. What no longer has a product (custom lines, deleted products) is one line of its own, so ' +
  'that products add up to the shop.'

/** What single products and variants sold. */
export const productsDefinitions = {
  'product-units': {
    id: 'product-units',
    name: 'Units of a product',
    ...ofProduct,
    unit: 'count',
    sentence: 'Pieces sold, less those that came back.',
    formula: 'Σ quantity of the product’s PRODUCT rows',
    differsFromShopify: SHOPIFY,
  },
  'product-returned-units': {
    id: 'product-returned-units',
    name: 'Returned units of a product',
    ...ofProduct,
    unit: 'count',
    sentence:
      'Pieces that came back, or that an edit or cancellation took back. Negative as a rule.',
    formula: 'Σ quantity of the product’s PRODUCT rows with another action than ORDER',
    differsFromShopify: SHOPIFY,
  },
  'product-gross-sales': {
    id: 'product-gross-sales',
    name: 'Gross sales of a product',
    ...ofProduct,
    sentence: 'What its pieces were worth before discounts, taxes and returns.',
    formula: 'gross sales of the product’s rows',
    differsFromShopify: SHOPIFY,
  },
  'product-discounts': {
    id: 'product-discounts',
    name: 'Discounts of a product',
    ...ofProduct,
    sentence: 'What was taken off its price, before tax. Negative.',
    formula: 'discounts of the product’s rows',
    differsFromShopify: SHOPIFY,
  },
  'product-returns': {
    id: 'product-returns',
    name: 'Returns of a product',
    ...ofProduct,
    sentence:
      'What edits, returns and cancellations took back of it, without tax. Negative as a rule.',
    formula:
      'Σ (totalAmount − totalTaxAmount) of the product’s PRODUCT rows with another action than ORDER; ' +
      'adjustments of whole refunds belong to no product',
    differsFromShopify: SHOPIFY,
  },
  'product-net-sales': {
    id: 'product-net-sales',
    name: 'Net sales of a product',
    ...ofProduct,
    sentence: 'Its gross sales less its discounts and returns.',
    formula: 'gross sales + discounts + returns of the product',
    differsFromShopify: SHOPIFY,
  },
  'product-return-share': {
    id: 'product-return-share',
    name: 'Share of returns',
    ...ofProduct,
    unit: 'rate',
    sentence: 'How much of what was sold of it came back, by value.',
    formula: '− returns ÷ (gross sales + discounts) of the product; null where nothing was sold',
    differsFromShopify: `With reversals=event a return can lie in a later period than its sale. ${SHOPIFY}`,
  },
} as const satisfies Record<string, Definition>
