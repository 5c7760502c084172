import { getLayerCakeContext, type LayerCakeContext } from 'layercake'
import type { ScaleLinear, ScalePower } from 'd3-scale'
import type { RunMark } from './run-marks.ts'

type Scales = { x: ScaleLinear<number, number>; y: ScalePower<number, number> }

/** LayerCake's context inside a `RunTimeline`. All positions are percentages of the plot. */
export function getTimeline(): LayerCakeContext<Scales, RunMark[]> {
  return getLayerCakeContext<Scales, RunMark[]>()
}
