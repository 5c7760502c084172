import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signIn, type Session } from '../api-client.ts'
import { listPages, type NamedPage } from '../pages.ts'
import type { RunFile } from '../system.ts'

/** What a command that visits every page needs of the copy that `npm start` runs. */
export interface RunningCopy {
  url: string
  /** Of a demo login that looks at the shop with the most orders. */
  session: Session
  pages: NamedPage[]
}

/** A sentence for the person who called the command. */
export class NotRunningError extends Error {
  override name = 'NotRunningError'
}

/** The copy that keeps its data in `TIDEMARK_DATA`, or in `.tidemark`. */
export async function findRunningCopy(env: NodeJS.ProcessEnv): Promise<RunningCopy> {
  const run = readRunFile(join(env['TIDEMARK_DATA'] || '.tidemark', 'run.json'))
  const sessions = await Promise.all(run.logins.map((login) => signIn(run, login)))
  const sized = await Promise.all(
    sessions.map(async (session) => ({
      session,
      orders: (await session.get<{ orders: number }>('/api/stats')).orders,
    })),
  )
  const [largest] = sized.toSorted((a, b) => b.orders - a.orders)
  if (!largest) throw new NotRunningError('The running copy has no demo shop to look at.')
  return { url: run.url, session: largest.session, pages: await listPages(largest.session) }
}

function readRunFile(file: string): RunFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunFile
  } catch {
    throw new NotRunningError(`Nothing runs there (${file} is missing). Start it with: npm start`)
  }
}

/** The session's cookie as a browser takes it. */
export function cookieOf({ cookie }: Session): { name: string; value: string } {
  const [name = '', ...value] = cookie.split('=')
  return { name, value: value.join('=') }
}
