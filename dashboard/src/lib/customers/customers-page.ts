import type { CustomerEntry, CustomersResponse } from '@tidemark/api/contract'
import type { Answer } from '../api/answer.ts'
import type { ListPage } from '../list/long-list.svelte.ts'

/** A page of customers, as the list of them takes it. */
export function toCustomersPage(
  answer: Answer<Pick<CustomersResponse, 'customers' | 'nextCursor'>>,
): Answer<ListPage<CustomerEntry>> {
  if (!answer.ok) return answer
  return { ok: true, value: { rows: answer.value.customers, next: answer.value.nextCursor } }
}
