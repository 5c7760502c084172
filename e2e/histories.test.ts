import { Client, Connection } from '@temporalio/client'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'

const { run } = inject('system')

/** Everything that a history says, with its payloads decoded: what anyone with Temporal's UI can read. */
function textOf(history: unknown): string {
  return JSON.stringify(history, (_, value: unknown) =>
    value instanceof Uint8Array ||
    (typeof value === 'object' && value !== null && (value as { type?: string }).type === 'Buffer')
      ? Buffer.from(value as Uint8Array).toString('utf8')
      : typeof value === 'bigint'
        ? value.toString()
        : value,
  )
}

async function secretsAndPeople(): Promise<string[]> {
  const response = await fetch(`${run.shopifyControl}/_control/state`)
  const tokens = JSON.stringify(await response.json()).match(/shp[a-z]{2,3}_[A-Za-z0-9_-]+/g) ?? []
  const superuser = new pg.Client(run.databaseUrl)
  await superuser.connect()
  const { rows } = await superuser.query<{ display_name: string }>(
    'select distinct display_name from tidemark.customers where length(display_name) > 5 limit 5000',
  )
  await superuser.end()
  const accounts = [...run.logins, run.agency].flatMap((l) => [l.email, l.password])
  return [...new Set([...tokens, ...accounts, ...rows.map((r) => r.display_name)])]
}

test('no secret, e-mail address or name stands in any Temporal history', async () => {
  for (const login of run.logins) await idle(await signIn(run, login))
  const forbidden = await secretsAndPeople()
  expect(forbidden.length).toBeGreaterThan(100)
  const connection = await Connection.connect({ address: run.temporalAddress })
  const client = new Client({ connection })
  let histories = 0
  for await (const info of client.workflow.list()) {
    const history = await client.workflow.getHandle(info.workflowId, info.runId).fetchHistory()
    const text = textOf(history)
    expect(forbidden.filter((word) => text.includes(word))).toEqual([])
    expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]{2,}/i)
    histories += 1
  }
  await connection.close()
  expect(histories).toBeGreaterThan(3)
})
