import type { Bench } from './bench.ts'
import { insights } from './insights/insights.ts'
import { backfill } from './sync/backfill/backfill.ts'
import { idle } from './sync/idle/idle.ts'
import { syncNow } from './sync/sync-now/sync-now.ts'
import { thousandShops } from './sync/thousand-shops/thousand-shops.ts'
import { latency } from './webhooks/latency.ts'
import { load } from './webhooks/load.ts'

/** Every bench, by group and name: `npm run bench -- sync` runs a group, `-- sync backfill` one of it. */
export const REGISTRY: Readonly<Record<string, Readonly<Record<string, Bench>>>> = {
  sync: { backfill, idle, 'sync-now': syncNow, 'thousand-shops': thousandShops },
  insights: { insights },
  webhooks: { load, latency },
}
