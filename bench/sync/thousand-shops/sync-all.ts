import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client as Temporal } from '@temporalio/client'
import { scheduleId } from '@tidemark/worker/contract'
import { Client } from 'pg'
import { launchScheduled } from '../product/launch-scheduled.ts'
import { cpuSecondsOf, memoryOf } from '../product/process-usage.ts'
import type { CopiedShop } from './copy-shop.ts'

/** The processes whose CPU is counted, by name. */
export type Pids = Readonly<
  Record<'worker' | 'temporal' | 'postgres' | 'shopify' | 'bench', number>
>

export interface Sweep {
  /** From the first launch to the last commit. */
  seconds: number
  /** Of each process, and of all others on this machine together. */
  cpu: Record<keyof Pids | 'others', number>
  workerPeakMB: number
  load: number
}

/** Starts that are under way at a time. */
const LAUNCHING = 40

/** A sync that takes longer than all of them should is a fault of the bench. */
const PATIENCE_MS = 20 * 60_000

/**
 * Launches the scheduled sync of every shop at once, by the workflow that a Schedule starts and with
 * what it passes, and waits until each has committed its run.
 */
export async function syncAll(
  temporal: Temporal,
  ownerUrl: string,
  shops: readonly CopiedShop[],
  pids: Pids,
): Promise<Sweep> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  const before = readCpu(pids)
  const begun = new Date()
  const waiting = [...shops]
  await Promise.all(
    Array.from({ length: LAUNCHING }, async () => {
      for (let shop = waiting.pop(); shop; shop = waiting.pop()) {
        await launchScheduled(temporal, shop, `${scheduleId(shop.tenantId)}-${begun.toISOString()}`)
      }
    }),
  )
  for (;;) {
    const { rows } = await client.query<{ done: number; state: string[]; last: Date }>(
      `select count(*)::int as done, array_agg(distinct state) as state, max(finished_at) as last
       from tidemark.sync_runs where started_at >= $1 and finished_at is not null`,
      [begun],
    )
    const [row] = rows
    if (row && row.done >= shops.length) {
      const after = readCpu(pids)
      await client.end()
      if (row.state.join() !== 'completed') throw new Error(`Syncs ended as ${row.state.join()}`)
      return {
        seconds: (row.last.getTime() - begun.getTime()) / 1_000,
        cpu: Object.fromEntries(
          Object.entries(after).map(([name, seconds]) => [
            name,
            seconds - before[name as keyof typeof before],
          ]),
        ) as Sweep['cpu'],
        workerPeakMB: memoryOf(pids.worker).peakMB,
        load: loadavg()[0] ?? Number.NaN,
      }
    }
    if (Date.now() - begun.getTime() > PATIENCE_MS) throw new Error(`Only ${row?.done} syncs ended`)
    await sleep(250)
  }
}

function readCpu(pids: Pids): Record<keyof Pids | 'others', number> {
  const entries = Object.entries(pids).map(([name, pid]) => [name, cpuSecondsOf(pid)] as const)
  const ours = entries.reduce((sum, [, seconds]) => sum + seconds, 0)
  return {
    ...(Object.fromEntries(entries) as Record<keyof Pids, number>),
    others: readMachineBusy() - ours,
  }
}

/** CPU seconds of everything on the machine since it started: all but idle and waiting for disks. */
function readMachineBusy(): number {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = ticks.map(Number)
  return (user + nice + system + irq + softirq) / 100
}
