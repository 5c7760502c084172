import { connectionCost, OBJECT_COST } from '../query-cost.ts'

/**
 * First page of each inner connection that comes along with an order. Nearly every order fits; the
 * others are read to their end by the queries in `order-inner.graphql.ts`.
 */
export const FIRST_LINES = 25
export const FIRST_AGREEMENTS = 5
export const FIRST_SALES = 25

export const LINE_SELECTION = `
    id
    title
    sku
    quantity
    currentQuantity
    isGiftCard
    originalUnitPriceSet { shopMoney { amount } }
    product { id }
    variant { id }
`

export const LINE_FIELDS = `#graphql
  fragment LineFields on LineItem {${LINE_SELECTION}}
`

/** `Sale` is an interface; only three of its types know the order line they are about. */
export const SALE_SELECTION = `
    id
    actionType
    lineType
    quantity
    totalAmount {
      shopMoney { amount currencyCode }
      presentmentMoney { amount currencyCode }
    }
    totalDiscountAmountBeforeTaxes { shopMoney { amount } }
    totalDiscountAmountAfterTaxes { shopMoney { amount } }
    totalTaxAmount { shopMoney { amount } }
    ... on ProductSale { lineItem { id } }
    ... on GiftCardSale { lineItem { id } }
    ... on TipSale { lineItem { id } }
`

export const SALE_FIELDS = `#graphql
  fragment SaleFields on Sale {${SALE_SELECTION}}
`

/**
 * Fields that an order can be mirrored without → the variable that leaves them out where Shopify does
 * not give them (the address, to an app without access to protected customer data). Without the last two an order's ledger may seem unbalanced, and the run names the gap.
 */
export const ORDER_OPTIONAL = {
  displayFinancialStatus: 'withFinancialStatus',
  displayFulfillmentStatus: 'withFulfillmentStatus',
  sourceName: 'withSource',
  displayAddress: 'withAddress',
  refunds: 'withRefunds',
  refundDiscrepancySet: 'withRefundDiscrepancy',
  totalCashRoundingAdjustment: 'withCashRounding',
} as const

/** To be declared by each query that spreads `OrderFields`. */
export const ORDER_VARIABLES = Object.values(ORDER_OPTIONAL)
  .map((name) => `$${name}: Boolean!`)
  .join(', ')

/**
 * An order without its connections; refunds are a plain list, which is only whole without `first`. No e-mail or
 * phone is ever asked for, and of the address (the shipping one, else the billing one) the country only.
 */
export const ORDER_SELECTION = `
    id
    name
    customer { id }
    processedAt
    createdAt
    updatedAt
    cancelledAt
    cancelReason
    test
    currencyCode
    presentmentCurrencyCode
    displayFinancialStatus @include(if: $withFinancialStatus)
    displayFulfillmentStatus @include(if: $withFulfillmentStatus)
    sourceName @include(if: $withSource)
    displayAddress @include(if: $withAddress) { countryCodeV2 }
    originalTotalPriceSet { shopMoney { amount } }
    currentTotalPriceSet { shopMoney { amount } }
    totalRefundedSet { shopMoney { amount } }
    refundDiscrepancySet @include(if: $withRefundDiscrepancy) { shopMoney { amount } }
    totalCashRoundingAdjustment @include(if: $withCashRounding) {
      paymentSet { shopMoney { amount } }
      refundSet { shopMoney { amount } }
    }
    refunds @include(if: $withRefunds) {
      id
      createdAt
      processedAt
      updatedAt
      totalRefundedSet { shopMoney { amount currencyCode } }
    }
`

/** An order with its ledger. */
export const ORDER_FIELDS = `#graphql
  fragment OrderFields on Order {${ORDER_SELECTION}
    lineItems(first: ${FIRST_LINES}) {
      nodes { ...LineFields }
      pageInfo { hasNextPage endCursor }
    }
    agreements(first: ${FIRST_AGREEMENTS}) {
      edges {
        cursor
        node {
          id
          reason
          happenedAt
          sales(first: ${FIRST_SALES}) {
            nodes { ...SaleFields }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${LINE_FIELDS}
  ${SALE_FIELDS}
`

/** Beside the line itself: its product and its variant. */
export const LINE_CHILDREN_COST = 2 * OBJECT_COST
/** Beside the sale itself: its line. */
export const SALE_CHILDREN_COST = OBJECT_COST

const agreementChildren = connectionCost(FIRST_SALES, SALE_CHILDREN_COST)

/** Beside the order itself: customer, address, cash rounding, refunds, and the first inner pages. */
export const ORDER_CHILDREN_COST =
  4 * OBJECT_COST +
  connectionCost(FIRST_LINES, LINE_CHILDREN_COST) +
  connectionCost(FIRST_AGREEMENTS, agreementChildren)
