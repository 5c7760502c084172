import { scaleLinear } from 'd3-scale'

/**
 * The ends of a value axis: zero included, the top rounded up. The bottom is rounded only where
 * nothing is above zero, so that one small loss doesn't take a third of the chart.
 */
export function valueDomain(values: readonly number[], emptyTop: number): [number, number] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  if (low === 0 && high === 0) return [0, emptyTop]
  if (high === 0) return [nice(low, 0)[0], 0]
  return [low, nice(0, high)[1]]
}

/** About four marks, as the axis draws them. */
export function valueMarks(domain: readonly [number, number]): number[] {
  return scaleLinear(domain, [0, 1]).ticks(4)
}

function nice(low: number, high: number): [number, number] {
  const [from = low, to = high] = scaleLinear([low, high], [0, 1]).nice(4).domain()
  return [from, to]
}
