import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type Postgres } from '../../../dev/postgres/start.ts'
import { measure, type Bench, type Measure, type Ratio } from '../../bench.ts'
import { copyAndUpsert, copyRaw, dumpTables, upsertRowByRow } from './baselines.ts'
import type { ChildReport, ChildTask } from './child.ts'
import { addShop, asOwner, createBenchDatabase } from './database.ts'
import { runOurs } from './run-ours.ts'
import { serveFiles } from './serve-files.ts'
import { HUNDRED_THOUSAND, MILLION, type ShopSize } from './shop-size.ts'
import { countRows } from './tables.ts'
import { FILES, writeFiles } from './write-files.ts'

/** So many orders are upserted row by row; the time for all is that times their number. */
const SAMPLE = 3_000

/**
 * The first sync of a shop by bulk files, from their first byte to the last commit, against three
 * other ways to bring the very same rows into the same tables on the same server, by turns.
 */
export const backfill: Bench = async ({ million, rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0 })
  try {
    const ours: ChildReport[] = []
    const times: Record<'raw' | 'staged' | 'stagedTwice' | 'rowByRow', number[]> = {
      raw: [],
      staged: [],
      stagedTwice: [],
      rowByRow: [],
    }
    let rows = 0
    await withFiles(folder, HUNDRED_THOUSAND, async (files) => {
      for (let round = 1; round <= rounds; round++) {
        const filled = await createBenchDatabase(postgres.url, `ours_${round}`)
        ours.push(await runOnce(filled.appUrl, files))
        await dumpTables(filled.ownerUrl)
        rows = await asOwner(filled.ownerUrl, countRows)
        times.raw.push(await inFresh(postgres, `raw_${round}`, rows, copyRaw))
        const staged = async (connections: 1 | 2): Promise<number> =>
          await inFresh(postgres, `staged_${round}_${connections}`, rows, (target) =>
            copyAndUpsert(target, connections),
          )
        times.staged.push(await staged(1))
        times.stagedTwice.push(await staged(2))
        if (round === 1) {
          const sample = { orders: SAMPLE, of: HUNDRED_THOUSAND.orders }
          times.rowByRow.push(
            await inFresh(postgres, 'row_by_row', null, async (target) => {
              return await upsertRowByRow(filled.ownerUrl, target, sample)
            }),
          )
        }
        await filled.drop()
      }
    })
    const measures = [
      measure(
        'ours, 100,000 orders',
        's',
        ours.map((one) => one.seconds),
      ),
      measure(
        '  CPU of our process',
        's',
        ours.map((one) => one.cpuSeconds),
      ),
      measure('raw COPY', 's', times.raw, 'superuser, two connections'),
      measure('COPY into staging, then upsert', 's', times.staged, 'superuser, one connection'),
      measure('  on two connections', 's', times.stagedTwice, 'superuser'),
      measure(
        'row by row',
        's',
        times.rowByRow,
        `from ${SAMPLE} orders, times ${HUNDRED_THOUSAND.orders / SAMPLE}`,
      ),
      measure('rows written', 'count', [rows]),
      measure('memory over idle, 100,000 orders', 'MB', ours.map(overIdle)),
    ]
    const [seconds, , raw, staged, stagedTwice, rowByRow, , memory] = measures.map(
      (one) => one.median,
    )
    const ratios: Ratio[] = [
      { name: 'speed / raw COPY', value: over(raw, seconds), atLeast: 0.3 },
      { name: 'speed / staging and upsert', value: over(staged, seconds), atLeast: 0.6 },
      { name: '  on two connections', value: over(stagedTwice, seconds) },
      { name: 'speed / row by row', value: over(rowByRow, seconds), atLeast: 15 },
      { name: 'memory over idle, MB', value: memory ?? Number.NaN, atMost: 200 },
    ]
    if (million) {
      const large = await runMillion(folder, postgres)
      measures.push(...large)
      ratios.push({
        name: 'memory, a million / 100,000',
        value: over(large[1]?.median, memory),
        atMost: 1.25,
      })
    }
    return {
      about: `Backfill of ${HUNDRED_THOUSAND.orders} orders, ${HUNDRED_THOUSAND.customers} customers and ${HUNDRED_THOUSAND.products} products`,
      measures,
      ratios,
      postgres: await versionOf(postgres),
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runMillion(folder: string, postgres: Postgres): Promise<Measure[]> {
  return await withFiles(folder, MILLION, async (files) => {
    const { appUrl, drop } = await createBenchDatabase(postgres.url, 'ours_million')
    const report = await runOnce(appUrl, files)
    await drop()
    return [
      measure('ours, 1,000,000 orders', 's', [report.seconds]),
      measure('memory over idle, 1,000,000 orders', 'MB', [overIdle(report)]),
    ]
  })
}

type Files = ChildTask['files']

async function withFiles<T>(
  folder: string,
  shop: ShopSize,
  work: (files: Files) => Promise<T>,
): Promise<T> {
  const written = await writeFiles(folder, shop)
  const server = await serveFiles(folder)
  const served = (name: keyof typeof FILES) => ({
    url: server.url(FILES[name]),
    roots: shop[name],
    ...written[name],
  })
  try {
    return await work({
      orders: served('orders'),
      customers: served('customers'),
      products: served('products'),
    })
  } finally {
    await server.close()
  }
}

async function runOnce(appUrl: string, files: Files): Promise<ChildReport> {
  return await runOurs({ files, tenantId: await addShop(appUrl), appUrl })
}

/** Does it in a fresh database, and makes sure that all rows are there afterwards. */
async function inFresh(
  postgres: Postgres,
  name: string,
  rows: number | null,
  work: (ownerUrl: string) => Promise<number>,
): Promise<number> {
  const { ownerUrl, drop } = await createBenchDatabase(postgres.url, name)
  const seconds = await work(ownerUrl)
  const found = await asOwner(ownerUrl, countRows)
  if (rows !== null && found !== rows) throw new Error(`${name}: ${found} rows instead of ${rows}`)
  await drop()
  return seconds
}

async function versionOf(postgres: Postgres): Promise<string> {
  return await asOwner(postgres.url, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    )
    return rows[0]?.version ?? 'unknown'
  })
}

function overIdle({ peakMB, idleMB }: ChildReport): number {
  return peakMB - idleMB
}

function over(other: number | undefined, ours: number | undefined): number {
  return (other ?? Number.NaN) / (ours ?? Number.NaN)
}
