import { tooManyExports } from '../problems/problems.ts'

/** Files that one session can have on their way at once. */
const MOST = 4

const open = new Map<string, number>()

/** Counts a file in; returns what counts it out again. A session with four of them is refused. */
export function openExport(sessionId: string): () => void {
  const already = open.get(sessionId) ?? 0
  if (already >= MOST) throw tooManyExports()
  open.set(sessionId, already + 1)
  return () => {
    const left = (open.get(sessionId) ?? 1) - 1
    if (left > 0) open.set(sessionId, left)
    else open.delete(sessionId)
  }
}
