/** Numbers that look random and are the same in every run: mulberry32 of a seed. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number
  /** True in that many of a hundred cases. */
  percent: (chance: number) => boolean
  pick: <T>(from: readonly [T, ...T[]]) => T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    percent: (chance) => next() * 100 < chance,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
  }
}
