import { getLayerCakeContext, type LayerCakeContext } from 'layercake'
import type { ScaleBand, ScaleLinear } from 'd3-scale'
import type { Span, WaterfallStep } from './spans.ts'

/** What a waterfall draws in one row. */
export interface WaterfallRow extends WaterfallStep {
  span: Span
  /** The same step of each earlier period. */
  before: Span[]
}

type Scales = { x: ScaleLinear<number, number>; y: ScaleBand<string> }

/** LayerCake's context inside a `Waterfall`. All positions are percentages of the plot. */
export function getWaterfall(): LayerCakeContext<Scales, WaterfallRow[]> {
  return getLayerCakeContext<Scales, WaterfallRow[]>()
}
