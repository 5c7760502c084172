import { getLayerCakeContext, type LayerCakeContext } from 'layercake'
import type { ScaleBand, ScaleLinear } from 'd3-scale'
import type { Slot } from './buckets.ts'

/** What a chart over time draws: a bucket and, for its place only, the value as a number. */
export interface Point<T extends Slot = Slot> {
  bucket: T
  value: number
  /** The value at the same place of each earlier period that stands behind. */
  compared: (number | undefined)[]
}

type Scales = { x: ScaleBand<string>; y: ScaleLinear<number, number> }

export type TimeChartContext<T extends Slot = Slot> = LayerCakeContext<Scales, Point<T>[]>

/** LayerCake's context inside a `TimeChart`. All positions are percentages of the plot. */
export function getTimeChart<T extends Slot = Slot>(): TimeChartContext<T> {
  return getLayerCakeContext<Scales, Point<T>[]>()
}

/** Where a point stands: the middle of its band, and its height. */
export function place(chart: TimeChartContext, point: Point): { x: number; y: number } {
  const left = chart.xScale(point.bucket.date) ?? 0
  return { x: left + chart.xScale.bandwidth() / 2, y: chart.yScale(point.value) }
}
