import { type Definition, ORDER_SWITCHES } from './definition.ts'

const ordering = { dateBasis: 'order', switches: ORDER_SWITCHES, version: 1 } as const
const ofOneCustomer = { dateBasis: 'allTime', switches: [], version: 1 } as const

const FIRST =
  'Whether an order is a customer’s first is decided over all of the customer’s orders that count, ' +
  'at any time: an old order that arrives late, is deleted or moves to another customer changes it.'

/** Who ordered, how often, and what each customer is worth. */
export const customersDefinitions = {
  customers: {
    id: 'customers',
    name: 'Customers',
    version: 1,
    unit: 'count',
    dateBasis: 'now',
    switches: [],
    sentence:
      'All customers of the shop who are not deleted, whether or not they ordered in this period. The ' +
      'comparison is with how many of them existed when the earlier period ended.',
    formula: 'number of customers that are not deleted',
    differsFromShopify:
      'A customer that was merged, deleted or redacted at Shopify leaves our count when we learn of it, ' +
      'a new one joins it with the next sync.',
  },
  'ordering-customers': {
    id: 'ordering-customers',
    name: 'Ordering customers',
    ...ordering,
    unit: 'count',
    sentence: 'Different customers who ordered in this period. Guests are counted apart.',
    formula: 'number of distinct customers of the orders',
    differsFromShopify:
      'Here an order belongs to the customer that Shopify’s API names, or to a guest; a report that ' +
      'knows people by e-mail address counts other people.',
  },
  'new-customers': {
    id: 'new-customers',
    name: 'New customers',
    ...ordering,
    unit: 'count',
    sentence: `Customers whose first order ever lies in this period. ${FIRST}`,
    formula: 'number of orders that are their customer’s first ever',
    differsFromShopify:
      'A report made while the first order was still missing, was a test or had not been deleted yet ' +
      'can take the customer for a returning one, or the other way round.',
  },
  'returning-customers': {
    id: 'returning-customers',
    name: 'Returning customers',
    ...ordering,
    unit: 'count',
    sentence:
      'Customers who ordered in this period and had more than one order by its end. One who orders ' +
      'for the first and the second time in it is both new and returning.',
    formula: 'ordering customers with more than one order by the end of the period',
    differsFromShopify:
      'A report that puts each customer in one group only counts those who ordered for the first and ' +
      'the second time in the period differently: here they are in both.',
  },
  'returning-customer-rate': {
    id: 'returning-customer-rate',
    name: 'Returning customer rate',
    ...ordering,
    unit: 'rate',
    sentence:
      'The share of the period’s ordering customers who had more than one order by its end. Orders ' +
      'after the period do not rewrite it.',
    formula:
      'returning customers ÷ ordering customers; divided exactly, then rounded to six digits behind ' +
      'the point, a half away from zero; null where nobody ordered',
    differsFromShopify:
      'A report that looks at all orders of a customer as of today shows a higher rate for the past: ' +
      'later orders make more of those customers returning ones.',
  },
  'repeat-purchase-rate': {
    id: 'repeat-purchase-rate',
    name: 'Repeat purchase rate',
    ...ordering,
    unit: 'rate',
    sentence: 'The share of the period’s ordering customers who ordered twice or more inside it.',
    formula:
      'customers with two or more orders inside the period ÷ ordering customers; divided exactly, then ' +
      'rounded to six digits behind the point, a half away from zero; null where nobody ordered',
    differsFromShopify:
      'It grows with the length of the range, so it compares only with a figure of the very same days.',
  },
  'customer-type': {
    id: 'customer-type',
    name: 'New or returning',
    ...ordering,
    unit: 'name',
    sentence: `An order is new when it is its customer’s first ever, returning when it is not, and a guest’s without a customer. ${FIRST}`,
    formula: 'the order’s place among its customer’s orders, by processedAt, then id',
    differsFromShopify:
      'Shopify can have decided when the order was placed; here later deletions, merges and late ' +
      'history are taken into account.',
  },
  'lifetime-value': {
    id: 'lifetime-value',
    name: 'Lifetime value',
    ...ofOneCustomer,
    unit: 'money',
    sentence:
      'Total sales of all the customer’s orders, returns and refunds netted, all time, with tax and ' +
      'shipping, without tips and gift cards. Complete as of the last sync.',
    formula: 'Σ total sales of the customer’s orders',
    differsFromShopify:
      'Shopify’s “amount spent” starts at zero, is filled in late, and counts payments: tips and gift ' +
      'cards too, unpaid orders not.',
  },
  'customer-orders': {
    id: 'customer-orders',
    name: 'Orders of a customer',
    ...ofOneCustomer,
    unit: 'count',
    sentence: 'All orders of the customer that count, cancelled ones too, without test orders.',
    formula: 'number of the customer’s orders',
    differsFromShopify: 'Shopify’s “number of orders” is filled in late, as its amount spent is.',
  },
  'first-order': {
    id: 'first-order',
    name: 'First order',
    ...ofOneCustomer,
    unit: 'day',
    sentence: `When the customer first ordered. ${FIRST}`,
    formula: 'min processedAt of the customer’s orders',
    differsFromShopify: 'Test orders and deleted orders are never the first here.',
  },
  'last-order': {
    id: 'last-order',
    name: 'Last order',
    ...ofOneCustomer,
    unit: 'day',
    sentence: 'When the customer last ordered.',
    formula: 'max processedAt of the customer’s orders',
    differsFromShopify: 'Test orders and deleted orders are never the last here.',
  },
  'days-since-last-order': {
    id: 'days-since-last-order',
    name: 'Days since the last order',
    ...ofOneCustomer,
    unit: 'days',
    sentence: 'Days in the shop’s time zone from the customer’s last order to today.',
    formula: 'today − day of the last order',
    differsFromShopify: 'Days are those of the shop’s own time zone here, not spans of 24 hours.',
  },
  'customer-average-order': {
    id: 'customer-average-order',
    name: 'Average order of a customer',
    ...ofOneCustomer,
    unit: 'money',
    sentence:
      'What the customer’s orders were worth on average when they were placed, before later returns.',
    formula: '(gross sales + discounts of the placing agreements) ÷ orders of the customer',
    differsFromShopify:
      'Made from Shopify’s amount spent and number of orders it would lag, and fall with every refund.',
  },
  'shopify-amount-spent': {
    id: 'shopify-amount-spent',
    name: 'Shopify’s value',
    version: 1,
    unit: 'money',
    dateBasis: 'now',
    switches: [],
    sentence:
      'What Shopify itself says the customer has spent, as we last read it, with when that was. It is ' +
      'kept beside our lifetime value so that its lag can be seen.',
    formula: 'Customer.amountSpent',
    differsFromShopify: 'It is Shopify’s own; it may have moved on since it was read.',
  },
  'value-drift': {
    id: 'value-drift',
    name: 'Difference from Shopify',
    ...ofOneCustomer,
    unit: 'money',
    sentence:
      'Our lifetime value less what Shopify said last: positive while Shopify lags behind. The two are ' +
      'compared when a sync has counted the customer’s orders. Its age is how long ago Shopify’s value ' +
      'was read.',
    formula: 'lifetime value − Shopify’s value',
    differsFromShopify: 'Shopify shows no such figure.',
  },
  'cohort-customers': {
    id: 'cohort-customers',
    name: 'Cohort',
    ...ofOneCustomer,
    unit: 'count',
    sentence: `Customers by the month of their first order, in the shop’s time zone. ${FIRST}`,
    formula: 'number of customers whose first order lies in the month',
    differsFromShopify:
      'Late history, merges and deletions move customers to another month here as soon as they are ' +
      'known.',
  },
  'cohort-retention': {
    id: 'cohort-retention',
    name: 'Retention',
    ...ofOneCustomer,
    unit: 'rate',
    sentence: 'The share of a cohort’s customers who ordered in a later month.',
    formula: 'customers of the cohort with an order in the month ÷ customers of the cohort',
    differsFromShopify:
      'Months are those of the calendar here; a report that counts months from each customer’s first ' +
      'order shows other shares.',
  },
  'cohort-value': {
    id: 'cohort-value',
    name: 'Net sales per customer of a cohort',
    version: 1,
    unit: 'money',
    dateBasis: 'event',
    switches: ['reversals'],
    sentence:
      'Net sales of a cohort’s customers from their first month to this one, divided by how many they are.',
    formula: 'Σ net sales up to the month ÷ customers of the cohort',
    differsFromShopify:
      'With reversals=event a return lowers the month in which it happened, with reversals=order that ' +
      'of its order.',
  },
  'rfm-segment': {
    id: 'rfm-segment',
    name: 'RFM group',
    ...ofOneCustomer,
    unit: 'name',
    sentence:
      'A customer’s group by how recently, how often and for how much they ordered, with the names ' +
      'that Shopify uses. The cut-offs in force come with the answer.',
    formula:
      'scores from 1 to 5, fifths of the customers who ordered in the shop’s currency: recency 5 − ' +
      '⌊5 × the share who ordered later⌋, frequency and money 1 + ⌊5 × the share with fewer orders, ' +
      'or a lower lifetime value⌋; the group by recency and ⌊(frequency + money) ÷ 2⌋',
    differsFromShopify:
      'Shopify names the groups and says that scores are fifths of the shop’s own customers, not where ' +
      'each group begins nor who gets which score at equal values; it uses its amount spent, which lags.',
  },
  'time-between-orders': {
    id: 'time-between-orders',
    name: 'Time between orders',
    version: 1,
    unit: 'days',
    dateBasis: 'order',
    switches: [],
    sentence:
      'Days in the shop’s time zone from a customer’s order to the same customer’s next one.',
    formula: 'day of the order − day of the customer’s order before',
    differsFromShopify: 'Days are those of the shop’s own time zone here, not spans of 24 hours.',
  },
} as const satisfies Record<string, Definition>
