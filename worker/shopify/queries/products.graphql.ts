import { connectionCost, MAX_PAGE_SIZE, OBJECT_COST } from '../query-cost.ts'

/** First page of variants that comes along; the rest is read to the end by `PRODUCT_VARIANTS`. */
const FIRST_VARIANTS = 100

export const VARIANT_SELECTION = `
    id
    title
    sku
    price
    position
`

const VARIANT_FIELDS = `#graphql
  fragment VariantFields on ProductVariant {${VARIANT_SELECTION}}
`

export const PRODUCT_SELECTION = `
    id
    title
    handle
    status
    vendor
    productType
    createdAt
    updatedAt
`

const PRODUCT_FIELDS = `#graphql
  fragment ProductFields on Product {${PRODUCT_SELECTION}
    variants(first: ${FIRST_VARIANTS}) {
      nodes { ...VariantFields }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${VARIANT_FIELDS}
`

const PRODUCT_CHILDREN_COST = connectionCost(FIRST_VARIANTS, 0)

export const PRODUCTS = `#graphql
  query TidemarkProducts(
    $first: Int!
    $after: String
    $query: String
    $sortKey: ProductSortKeys!
    $reverse: Boolean = false
  ) {
    products(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      nodes { ...ProductFields }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${PRODUCT_FIELDS}
`

export const productsCost = (first: number): number => connectionCost(first, PRODUCT_CHILDREN_COST)

export const PRODUCT_PAGE_SIZES = [MAX_PAGE_SIZE, 100, 50, 25, 10, 3, 1] as const

export const PRODUCTS_BY_ID = `#graphql
  query TidemarkProductsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Product { ...ProductFields }
    }
  }
  ${PRODUCT_FIELDS}
`

export const productsByIdCost = OBJECT_COST + PRODUCT_CHILDREN_COST

/** Further variants of one product. */
export const PRODUCT_VARIANTS = `#graphql
  query TidemarkProductVariants($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: ${MAX_PAGE_SIZE}, after: $after) {
        nodes { ...VariantFields }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${VARIANT_FIELDS}
`

export const productVariantsCost = OBJECT_COST + connectionCost(MAX_PAGE_SIZE, 0)
