import type { TenantTrx } from '@tidemark/db'
import { type IngestResult, isBalanced, type OrderInput, OrderStage } from '@tidemark/db/ingest'
import { createCustomerReader } from '../customer-reader.ts'
import type { EntityReader } from '../entity-reader.ts'
import { orderReader } from '../order-reader.ts'
import { productReader } from '../product-reader.ts'
import {
  type BulkSelection,
  customersBulkQuery,
  ordersBulkQuery,
  productsBulkQuery,
} from '../../shopify/queries/bulk.graphql.ts'
import type { Tree } from './join-lines.ts'
import { readOrder } from './order-spelling.ts'
import type { Spelling } from './read-wholes.ts'

/** How a kind of object is read by bulk operations. `Row` is an input of `db/ingest`. */
export type BulkReader<Row> = {
  /** How it is read by pages: what comes of an object is the same either way. */
  pages: EntityReader<Row>
  query(selection: BulkSelection): string
  /** A tree in the form in which pages bring it. */
  toNode(tree: Tree): unknown
  /** The quick way for objects that are spelled as expected; what comes of them is the same. */
  spelling?: Spelling<Row>
  /**
   * Whether all of an object has surely come, before its file has ended. What may lack something is
   * kept until then, so that no half object ever takes a whole one's place.
   */
  isWhole(row: Row): boolean
  /** Where rows of a transaction wait, made ready. Left out where that saves nothing. */
  openStage?(): Stage<Row>
}

/** Rows that are made ready for a transaction while the one before is written. */
export type Stage<Row> = {
  /** @returns why the row can't be mirrored, or undefined */
  add(row: Row): string | undefined
  /** @returns undefined, with nothing written, where it takes the reader's `ingest` to compare rows */
  write(trx: TenantTrx): Promise<IngestResult | undefined>
}

const end = { hasNextPage: false, endCursor: null }

/** An object that is told twice counts once. */
function nodesOf(trees: readonly Tree[]): unknown[] {
  const ids = new Set(trees.map(({ line }) => line.id))
  if (ids.size === trees.length) return trees.map(({ line }) => line.node)
  return [...new Map(trees.map(({ line }) => [line.id, line.node])).values()]
}

const isAgreement = ({ line }: Tree): boolean => 'happenedAt' in line.node

export const bulkOrders: BulkReader<OrderInput> = {
  pages: orderReader,
  query: ordersBulkQuery,
  toNode: ({ line, children }) => ({
    ...line.node,
    lineItems: { nodes: nodesOf(children.filter((child) => !isAgreement(child))), pageInfo: end },
    agreements: {
      edges: children.filter(isAgreement).map((agreement) => ({
        cursor: '',
        node: {
          ...agreement.line.node,
          sales: { nodes: nodesOf(agreement.children), pageInfo: end },
        },
      })),
      pageInfo: end,
    },
  }),
  spelling: readOrder,
  // The ledger adds up to what Shopify says the order is worth, and every line that it names is here.
  isWhole(order) {
    const { lines, sales } = order
    const has = (id: string): boolean => lines.some((line) => line.id === id)
    return (
      sales.length > 0 &&
      sales.every(({ lineItemId }) => lineItemId === null || has(lineItemId)) &&
      isBalanced(order)
    )
  },
  openStage: () => new OrderStage(),
}

export const createBulkCustomers = (clock: () => Date) => ({
  pages: createCustomerReader(clock),
  query: customersBulkQuery,
  toNode: ({ line }: Tree) => line.node,
  isWhole: () => true,
})

/** Nothing in a product says how many variants it has, so all of them wait for the file's end. */
export const bulkProducts: BulkReader<Parameters<typeof productReader.ingest>[1][number]> = {
  pages: productReader,
  query: productsBulkQuery,
  toNode: ({ line, children }) => ({
    ...line.node,
    variants: { nodes: nodesOf(children), pageInfo: end },
  }),
  isWhole: () => false,
}
