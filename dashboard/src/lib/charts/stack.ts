/** The ends of one part of a stack, on the value axis. */
export interface Piece {
  low: number
  high: number
}

/** Lays parts upon each other from zero up, and those below zero from zero down. */
export function toStack(parts: readonly number[]): Piece[] {
  let above = 0
  let below = 0
  return parts.map((value) => {
    if (value < 0) {
      below += value
      return { low: below, high: below - value }
    }
    above += value
    return { low: above - value, high: above }
  })
}
