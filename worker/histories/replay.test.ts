import { readdirSync, readFileSync } from 'node:fs'
import { Worker } from '@temporalio/worker'
import { expect, it } from 'vitest'
import { historyFromText } from '../testing/history-json.ts'
import { buildWorkflows, listSources } from '../temporal/workflow-bundle.ts'

const bundle = await buildWorkflows()
const folder = new URL('./', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

it.each(names)('today’s workflow code takes the same steps as in %s', async (name) => {
  const history = historyFromText(readFileSync(new URL(name, folder), 'utf8'))
  const replay = Worker.runReplayHistory({ workflowBundle: bundle }, history)
  await expect(replay).resolves.toBeUndefined()
})

it.each(names)('%s holds no secret and no address', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const payloads = [...text.matchAll(/"data":\s?"([^"]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  )
  expect([text, ...payloads].join('\n')).not.toMatch(/shp[a-z]{2}_|[\w.]+@[\w-]+\.[a-z]{2,}"/i)
})

it('the workflow code is made of the files that its cache is kept under, and of no others', () => {
  const map = /sourceMappingURL=data:application\/json;charset=utf-8;base64,([\w+/=]+)/.exec(
    bundle.code,
  )
  const { sources } = JSON.parse(Buffer.from(map?.[1] ?? '', 'base64').toString()) as {
    sources: string[]
  }
  const ours = sources.flatMap((source) => /(?:^|\/)(worker\/.*\.ts)$/.exec(source)?.[1] ?? [])
  const known = listSources().map((file) => /worker\/.*\.ts$/.exec(file)?.[0])
  expect(ours.length).toBeGreaterThan(0)
  for (const source of ours) expect(known).toContain(source)
})
