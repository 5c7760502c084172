import { z } from 'zod'
import { nextCursor } from './connection.ts'
import { ShopifyMovedError } from './errors.ts'
import {
  agreementSchema,
  agreementsSchema,
  type AgreementEdge,
  type CompleteOrder,
  type LineNode,
  linesSchema,
  type OrderNode,
  type SaleNode,
} from './order-node.ts'
import {
  AGREEMENT_SALES,
  agreementSalesCost,
  ORDER_AGREEMENTS,
  orderAgreementsCost,
  ORDER_LINES,
  orderLinesCost,
} from './queries/order-inner.graphql.ts'
import { readShape } from './read-shape.ts'
import type { Caller, ShopClient } from './shop-client.ts'

/**
 * Reads an order's inner connections to their ends. Most orders came whole and ask nothing here.
 * @returns null when the order has been deleted meanwhile
 */
export function completeOrder(
  client: ShopClient,
  node: OrderNode,
  caller: Caller,
): CompleteOrder | Promise<CompleteOrder | null> {
  return isComplete(node) ? asItCame(node) : readToTheEnd(client, node, caller)
}

function isComplete({ lineItems, agreements }: OrderNode): boolean {
  return (
    !lineItems.pageInfo.hasNextPage &&
    !agreements.pageInfo.hasNextPage &&
    agreements.edges.every(({ node }) => !node.sales.pageInfo.hasNextPage)
  )
}

function asItCame(node: OrderNode): CompleteOrder {
  const agreements = node.agreements.edges.map(({ node: { id, reason, happenedAt, sales } }) => ({
    id,
    reason,
    happenedAt,
    sales: sales.nodes,
  }))
  return { node, lines: node.lineItems.nodes, agreements }
}

async function readToTheEnd(
  client: ShopClient,
  node: OrderNode,
  caller: Caller,
): Promise<CompleteOrder | null> {
  const lines = await readLines(client, node, caller)
  const edges = lines && (await readAgreements(client, node, caller))
  if (!lines || !edges) return null
  const agreements: CompleteOrder['agreements'] = []
  let before: string | null = null
  for (const { cursor, node: agreement } of edges) {
    const sales = await readSales(client, { orderId: node.id, before, agreement }, caller)
    const { id, reason, happenedAt } = agreement
    agreements.push({ id, reason, happenedAt, sales })
    before = cursor
  }
  return { node, lines, agreements }
}

const linesAnswer = z.object({ order: z.object({ lineItems: linesSchema }).nullable() })

async function readLines(
  client: ShopClient,
  { id, lineItems }: OrderNode,
  caller: Caller,
): Promise<LineNode[] | null> {
  const lines = [...lineItems.nodes]
  for (let after = nextCursor(lineItems.pageInfo); after !== null;) {
    const query = { document: ORDER_LINES, cost: orderLinesCost, variables: { id, after } }
    const { order } = readShape(linesAnswer, (await client.request(query, caller)).data)
    if (!order) return null
    lines.push(...order.lineItems.nodes)
    after = nextCursor(order.lineItems.pageInfo)
  }
  return uniqueById(lines)
}

const agreementsAnswer = z.object({ order: z.object({ agreements: agreementsSchema }).nullable() })

async function readAgreements(
  client: ShopClient,
  { id, agreements }: OrderNode,
  caller: Caller,
): Promise<AgreementEdge[] | null> {
  const edges = [...agreements.edges]
  for (let after = nextCursor(agreements.pageInfo); after !== null;) {
    const query = {
      document: ORDER_AGREEMENTS,
      cost: orderAgreementsCost,
      variables: { id, after },
    }
    const { order } = readShape(agreementsAnswer, (await client.request(query, caller)).data)
    if (!order) return null
    edges.push(...order.agreements.edges)
    after = nextCursor(order.agreements.pageInfo)
  }
  return edges
}

const salesAnswer = z.object({
  order: z
    .object({
      agreements: z.object({ nodes: z.array(agreementSchema.pick({ id: true, sales: true })) }),
    })
    .nullable(),
})

/** @param place `before` is the cursor of the agreement's predecessor, null for the first one */
async function readSales(
  client: ShopClient,
  place: { orderId: string; before: string | null; agreement: AgreementEdge['node'] },
  caller: Caller,
): Promise<SaleNode[]> {
  const { orderId: id, before, agreement } = place
  const sales = [...agreement.sales.nodes]
  for (let after = nextCursor(agreement.sales.pageInfo); after !== null;) {
    const variables = { id, before, after }
    const query = { document: AGREEMENT_SALES, cost: agreementSalesCost, variables }
    const { order } = readShape(salesAnswer, (await client.request(query, caller)).data)
    const found = order?.agreements.nodes[0]
    if (found?.id !== agreement.id) throw new ShopifyMovedError()
    sales.push(...found.sales.nodes)
    after = nextCursor(found.sales.pageInfo)
  }
  return uniqueById(sales)
}

/** A page that moved while it was followed can show a part twice; the later reading counts. */
function uniqueById<T extends { id: string }>(nodes: readonly T[]): T[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()]
}
