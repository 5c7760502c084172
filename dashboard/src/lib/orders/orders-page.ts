import type { OrderListEntry, OrderListResponse } from '@tidemark/api/contract'
import type { Answer } from '../api/answer.ts'
import type { ListPage } from '../list/long-list.svelte.ts'

/** A page of orders, as the list of them takes it. */
export function toOrdersPage(answer: Answer<OrderListResponse>): Answer<ListPage<OrderListEntry>> {
  if (!answer.ok) return answer
  return { ok: true, value: { rows: answer.value.orders, next: answer.value.nextCursor } }
}
