import type { Part } from './plan.ts'

/** The launcher's name of each part, and what we do that may end it. */
const NAMES: readonly (readonly [name: string, part: Part])[] = [
  ['The worker', 'worker'],
  ['The API', 'api'],
  ['Temporal', 'temporal'],
  ['Postgres', 'postgres'],
]

/**
 * The loss of one part must end no other: the launcher says of each part when it has ended, and that
 * may be no oftener than it was killed. Gives sentences.
 */
export function findUnaskedEnds(output: string, kills: Readonly<Record<Part, number>>): string[] {
  return NAMES.flatMap(([name, part]) => {
    const ends = output.split(`${name} ended by itself`).length - 1
    return ends > kills[part]
      ? [`${name} ended ${ends} times and was killed ${kills[part]} times.`]
      : []
  })
}
