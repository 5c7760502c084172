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
  'that products add up to the shop. What each product sold is kept by day, not by channel, customer ' +
  'type, country or currency of presentment: those filters are answered for one product at a time.'

const SHARES =
  'With reversals=event a return can lie in a later range than its sale, so a share can exceed 1.'

/** What single products and variants sold. */
export const productsDefinitions = {
  'product-units-sold': {
    id: 'product-units-sold',
    name: 'Units sold of a product',
    ...ofProduct,
    unit: 'count',
    sentence:
      'Pieces that were ordered, those added by an edit included. What came back stands beside it.',
    formula: 'Σ quantity of the product’s PRODUCT rows with action ORDER',
    differsFromShopify: `Shopify’s net items sold are units sold less units returned. ${SHOPIFY}`,
  },
  'product-units-returned': {
    id: 'product-units-returned',
    name: 'Units returned of a product',
    ...ofProduct,
    unit: 'count',
    sentence: 'Pieces that came back, or that an edit or a cancellation took back.',
    formula: '− Σ quantity of the product’s PRODUCT rows with another action than ORDER',
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
  'product-returned-units-share': {
    id: 'product-returned-units-share',
    name: 'Share of units returned',
    ...ofProduct,
    unit: 'rate',
    sentence: 'How many of the pieces that were sold of it came back.',
    formula: 'units returned ÷ units sold of the product; null where none were sold',
    differsFromShopify: `${SHARES} ${SHOPIFY}`,
  },
  'product-returned-sales-share': {
    id: 'product-returned-sales-share',
    name: 'Share of sales returned',
    ...ofProduct,
    unit: 'rate',
    sentence: 'How much of what was sold of it came back, by value.',
    formula: '− returns ÷ (gross sales + discounts) of the product; null where nothing was sold',
    differsFromShopify: `${SHARES} ${SHOPIFY}`,
  },
  'product-last-sold': {
    id: 'product-last-sold',
    name: 'Last day sold of a product',
    ...ofProduct,
    unit: 'day',
    dateBasis: 'now',
    switches: [],
    sentence: 'The last day on which a piece of it was sold, whatever the range; empty: never.',
    formula: 'last day with units sold of the product, over all time',
    differsFromShopify: SHOPIFY,
  },
  'product-days-since-sale': {
    id: 'product-days-since-sale',
    name: 'Days since a product’s last sale',
    ...ofProduct,
    unit: 'days',
    dateBasis: 'now',
    switches: [],
    sentence: 'How many days ago a piece of it was last sold; empty: never.',
    formula: 'today in the shop’s time zone − last day sold of the product',
    differsFromShopify: SHOPIFY,
  },
} as const satisfies Record<string, Definition>
