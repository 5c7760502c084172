/** A stretch of time, ms since 1970. */
export interface Stretch {
  from: number
  to: number
}

/**
 * Shares a stretch of time out among what went on in it: every instant belongs to the first of the
 * named lists that has something under way then, and otherwise to `rest`. ms by name.
 */
export function splitTime<Name extends string>(
  whole: Stretch,
  lists: Readonly<Record<Name, readonly Stretch[]>>,
): Record<Name | 'rest', number> {
  const named = Object.entries<readonly Stretch[]>(lists) as [Name, readonly Stretch[]][]
  const edges = named
    .flatMap(([, stretches]) => stretches.flatMap(({ from, to }) => [from, to]))
    .filter((at) => at > whole.from && at < whole.to)
  const points = [whole.from, ...edges.toSorted((a, b) => a - b), whole.to]
  const shares = Object.fromEntries(
    [...named.map(([name]) => name), 'rest'].map((name) => [name, 0]),
  ) as Record<Name | 'rest', number>
  for (const [index, to] of points.entries()) {
    const from = points[index - 1]
    if (from === undefined) continue
    const middle = (from + to) / 2
    const owner = named.find(([, stretches]) =>
      stretches.some((one) => one.from <= middle && middle < one.to),
    )
    shares[owner?.[0] ?? 'rest'] += to - from
  }
  return shares
}
