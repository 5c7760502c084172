import { setTimeout as wait } from 'node:timers/promises'
import type { Output } from './output.ts'
import type { Login } from './run-file.ts'

/** What of a run the launcher shows; see `GET /api/sync`. */
interface Run {
  readonly state: string
  readonly entities: Readonly<Record<string, { read: number; total: number | null; done: boolean }>>
  readonly error: { readonly sentence: string } | null
}

interface Shop {
  readonly name: string
  readonly cookie: string
}

/** The entities of a run that are worth a number while it goes on. */
const SHOWN = ['products', 'customers', 'orders']

/**
 * Shows the first sync of every shop until each has ended, as the dashboard does: through the API.
 * Resolves at once for shops that were synced before.
 */
export async function watchFirstSyncs(
  url: string,
  logins: readonly Login[],
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Map<string, Shop>()
  for (const login of logins) {
    const cookie = await signIn(url, login)
    if (cookie === undefined) continue // Somebody changed the password, so it is no first start.
    waiting.set(login.shopDomain, { name: login.shopDomain.split('.')[0] ?? '', cookie })
  }
  const seenRunning = new Set<string>()
  while (waiting.size > 0) {
    const lines: string[] = []
    for (const [domain, shop] of waiting) {
      const runs = await listRuns(url, shop.cookie)
      const ended = runs.find((run) => run.state !== 'running')
      if (ended === undefined) {
        seenRunning.add(domain)
        lines.push(`  ${shop.name}: ${describe(runs[0])}`)
      } else {
        waiting.delete(domain)
        if (seenRunning.has(domain)) output.say(`  ${shop.name}: ${describeEnd(ended)}`)
      }
    }
    if (lines.length > 0) output.showStatus(lines)
    if (waiting.size > 0) await wait(500, undefined, { signal })
  }
}

async function signIn(url: string, { email, password }: Login): Promise<string | undefined> {
  const response = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  await response.body?.cancel()
  if (!response.ok) return undefined
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function listRuns(url: string, cookie: string): Promise<readonly Run[]> {
  try {
    const response = await fetch(`${url}/api/sync?limit=5`, { headers: { cookie } })
    const body = (await response.json()) as { runs?: readonly Run[] }
    return body.runs ?? []
  } catch {
    return [] // The API is being started again.
  }
}

function describe(run: Run | undefined): string {
  if (run === undefined) return 'waiting'
  const entities = SHOWN.flatMap((name) => {
    const entity = run.entities[name]
    if (entity === undefined || (entity.read === 0 && !entity.done)) return []
    const total = entity.total === null || entity.done ? '' : ` of ${count(entity.total)}`
    return [`${name} ${count(entity.read)}${total}`]
  })
  if (run.entities['orders']?.done === true && run.state === 'running') entities.push('adding up')
  return entities.length === 0 ? 'beginning' : entities.join(', ')
}

function describeEnd(run: Run): string {
  if (run.state === 'completed') return `synced: ${describe(run)}`
  const reason = run.error === null ? '' : `: ${run.error.sentence}`
  return `the first sync ended as ${run.state}${reason}`
}

function count(rows: number): string {
  return rows.toLocaleString('en-US')
}
