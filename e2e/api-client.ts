import { until, type RunFile } from './system.ts'

/** The session of one signed-in user, over plain HTTP, as a script would hold it. */
export interface Session {
  cookie: string
  tenantId: string
  tenants: { id: string; shopDomain: string; name: string }[]
  get<T>(path: string, headers?: Record<string, string>): Promise<T>
  request(path: string, init?: RequestInit): Promise<Response>
}

export interface SyncRun {
  workflowId: string
  runId: string
  trigger: string
  state: string
  entities: Record<string, { read: number; changed: number; rejected: number }>
  error: { kind: string; sentence: string } | null
  temporalUrl: string
}

export interface SyncState {
  current: SyncRun | null
  runs: SyncRun[]
}

export async function signIn(
  run: Pick<RunFile, 'url'>,
  login: { email: string; password: string },
): Promise<Session> {
  const response = await fetch(`${run.url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: login.email, password: login.password }),
  })
  if (!response.ok) throw new Error(`Login answered ${response.status}: ${await response.text()}`)
  const body = (await response.json()) as Pick<Session, 'tenantId' | 'tenants'>
  const cookie = response.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${run.url}${path}`, {
      ...init,
      headers: { cookie, ...(init.headers as Record<string, string>) },
    })
  return {
    cookie,
    ...body,
    request,
    get: async <T>(path: string, headers: Record<string, string> = {}) => {
      const answer = await request(path, { headers })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as T
    },
  }
}

/** Starts a sync and waits until its round has committed; gives the run that served it. */
export async function syncNow(
  session: Session,
  headers: Record<string, string> = {},
): Promise<SyncRun> {
  const response = await session.request('/api/sync', { method: 'POST', headers })
  if (response.status !== 202) throw new Error(`Sync Now answered ${response.status}`)
  const { runId } = (await response.json()) as { runId: string }
  const state = await idle(session, headers)
  const run = state.runs.find((r) => r.runId === runId)
  if (!run) throw new Error(`The run ${runId} is not listed`)
  return run
}

/** Waits until no sync runs. */
export function idle(session: Session, headers: Record<string, string> = {}): Promise<SyncState> {
  return until('the sync to end', async () => {
    const state = await session.get<SyncState>('/api/sync', headers)
    return state.current === null && state.runs.length > 0 ? state : undefined
  })
}
