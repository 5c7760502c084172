import { createDb, inTenant } from '@tidemark/db'
import { backfill, type BackfillArgs } from './ours.ts'

/** The process that does our part, so that its memory is its own. */
export interface ChildTask {
  files: BackfillArgs['files']
  tenantId: string
  appUrl: string
}

export interface ChildReport {
  seconds: number
  /** CPU of this process, user and system. */
  cpuSeconds: number
  idleMB: number
  peakMB: number
}

process.once('message', (task: ChildTask) => {
  void run(task).then((report) => process.send?.(report, () => process.disconnect()))
})

async function run({ files, tenantId, appUrl }: ChildTask): Promise<ChildReport> {
  const db = createDb({ url: appUrl, poolSize: 4 })
  await inTenant(db, tenantId, async () => await Promise.resolve())
  const idle = process.memoryUsage.rss()
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await backfill({ files, db, tenantId })
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  await db.destroy()
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    idleMB: idle / 2 ** 20,
    peakMB: process.resourceUsage().maxRSS / 1_024,
  }
}
