import { type Definition, ORDER_SWITCHES } from './definition.ts'

/** Counts of orders, and what they were worth when they were placed. */
export const ordersDefinitions = {
  orders: {
    id: 'orders',
    name: 'Orders',
    version: 1,
    unit: 'count',
    dateBasis: 'order',
    switches: ORDER_SWITCHES,
    sentence:
      'Orders whose order date lies in this period, cancelled and unpaid ones too, without test ' +
      'orders and orders deleted at Shopify. For a product: the orders that were placed with it.',
    formula: 'number of orders by processedAt',
    differsFromShopify:
      'Here each order counts once, on its order date; a report that lists sales by the day of an edit ' +
      'or return can show an order there too. Orders deleted at Shopify leave our count when we learn ' +
      'of it.',
  },
  'average-order-value': {
    id: 'average-order-value',
    name: 'Average order value',
    version: 1,
    unit: 'money',
    dateBasis: 'order',
    switches: ORDER_SWITCHES,
    sentence:
      'What the period’s orders were worth when they were placed: gross sales less discounts, divided ' +
      'by the number of orders. Later edits and refunds do not move it.',
    formula:
      '(gross sales + discounts of the rows of the placing agreement) ÷ orders; divided exactly, then ' +
      'rounded once to the currency’s minor unit, a half away from zero; 0 where there are no orders',
    differsFromShopify:
      'Shopify’s figure is the same definition; reports that count by another date, or with edits, ' +
      'show another. A shop that changed its currency: only orders in its currency of today count here.',
  },
  'guest-orders': {
    id: 'guest-orders',
    name: 'Orders of guests',
    version: 1,
    unit: 'count',
    dateBasis: 'order',
    switches: ORDER_SWITCHES,
    sentence:
      'Orders without a customer, and those whose customer was deleted or redacted at Shopify. They ' +
      'count in sales and orders, and in nothing that is about customers.',
    formula: 'number of orders without a customer that exists',
    differsFromShopify:
      'A report about customers has no place for orders without one, so it can add up to fewer orders.',
  },
  'unbalanced-orders': {
    id: 'unbalanced-orders',
    name: 'Orders that do not add up',
    version: 1,
    unit: 'count',
    dateBasis: 'allTime',
    switches: [],
    sentence:
      'Orders whose sales, as Shopify lists them one by one, add up to something else than what ' +
      'Shopify says the order is worth now, cash rounding and refund discrepancies allowed for.',
    formula: 'number of orders with Σ totalAmount of all rows ≠ currentTotalPriceSet',
    differsFromShopify: 'Shopify shows no such figure.',
  },
} as const satisfies Record<string, Definition>
