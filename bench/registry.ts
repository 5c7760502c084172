import type { Bench } from './bench.ts'
import { backfill } from './sync/backfill/backfill.ts'

/** Every bench, by group and name: `npm run bench -- sync` runs a group, `-- sync backfill` one of it. */
export const REGISTRY: Readonly<Record<string, Readonly<Record<string, Bench>>>> = {
  sync: { backfill },
}
