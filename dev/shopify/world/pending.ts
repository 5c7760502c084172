import type { Instant, PendingTask, ShopState } from './model.ts'

function before(a: PendingTask, b: PendingTask): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence)
}

/** Plans a task. The list is a binary heap with the earliest task first. */
export function planTask(state: ShopState, task: Omit<PendingTask, 'sequence'>): void {
  const heap = state.pending
  const planned = { ...task, sequence: ++state.counters.taskSequence }
  let index = heap.push(planned) - 1
  while (index > 0) {
    const parentIndex = (index - 1) >> 1
    const parent = heap[parentIndex]
    if (parent === undefined || !before(planned, parent)) break
    heap[index] = parent
    index = parentIndex
  }
  heap[index] = planned
}

/** Takes the earliest task whose time has come, if there is one. */
export function takeDueTask(state: ShopState, until: Instant): PendingTask | null {
  const heap = state.pending
  const first = heap[0]
  if (first === undefined || first.at > until) return null
  const last = heap.pop()
  if (last !== undefined && heap.length > 0) sink(heap, last)
  return first
}

function sink(heap: PendingTask[], task: PendingTask): void {
  let index = 0
  for (;;) {
    let childIndex = index * 2 + 1
    let child = heap[childIndex]
    if (child === undefined) break
    const sibling = heap[childIndex + 1]
    if (sibling !== undefined && before(sibling, child)) {
      child = sibling
      childIndex++
    }
    if (!before(child, task)) break
    heap[index] = child
    index = childIndex
  }
  heap[index] = task
}
