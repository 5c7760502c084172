/** A step of a waterfall: what is added, or (`whole`) what has come together by then. */
export interface WaterfallStep {
  id: string
  label: string
  /** The figure, formatted. */
  text: string
  /** Decides a place on the screen, never a figure. */
  value: number
  /** A sum of the steps above, which stands on zero. */
  whole: boolean
}

/** Where a bar begins and where it ends; it ends lower where something is taken away. */
export interface Span {
  from: number
  to: number
}

/** The floating bars of a waterfall, in its order. */
export function toSpans(steps: readonly Pick<WaterfallStep, 'value' | 'whole'>[]): Span[] {
  let reached = 0
  return steps.map(({ value, whole }) => {
    const from = whole ? 0 : reached
    reached = from + value
    return { from, to: reached }
  })
}
