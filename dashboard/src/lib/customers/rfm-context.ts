import { getLayerCakeContext, type LayerCakeContext } from 'layercake'
import type { ScaleLinear } from 'd3-scale'
import type { RfmResponse } from '@tidemark/api/contract'

/** A group with the rectangle of scores that makes it. */
export type RfmField = RfmResponse['groups'][number] & RfmResponse['rules'][number]

type Scales = { x: ScaleLinear<number, number>; y: ScaleLinear<number, number> }

/** LayerCake's context inside an `RfmMap`. All positions are percentages of the plot. */
export function getRfmMap(): LayerCakeContext<Scales, RfmField[]> {
  return getLayerCakeContext<Scales, RfmField[]>()
}

/** Score 5 ends where a score 6 would begin. */
export const scoreDomain: [number, number] = [1, 6]
