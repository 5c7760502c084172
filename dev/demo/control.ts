import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DemoError } from './demo-error.ts'

/**
 * Asks the stand-in Shopify of the running copy, which that copy's `run.json` names: a GET, or a
 * POST where there is a body.
 * @throws DemoError where nothing runs, or where the stand-in refuses
 */
export async function askControl<Answer>(
  dataDir: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const base = await findControl(dataDir)
  const response = await fetch(
    new URL(path, base),
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  ).catch(() => {
    throw new DemoError(
      `Nothing answers at ${base}, where ${join(dataDir, 'run.json')} says the stand-in Shopify is. Start it with npm start.`,
    )
  })
  const answer = (await response.json().catch(() => ({}))) as Answer & { errors?: string }
  if (response.ok) return answer
  throw new DemoError(answer.errors ?? `The stand-in Shopify answered ${response.status}.`)
}

async function findControl(dataDir: string): Promise<string> {
  const file = join(dataDir, 'run.json')
  const text = await readFile(file, 'utf8').catch(() => {
    throw new DemoError(
      `Tidemark does not run here: there is no ${file}. Start it with npm start, or point TIDEMARK_DATA at the data folder of the copy that runs.`,
    )
  })
  const { shopifyControl } = JSON.parse(text) as { shopifyControl?: string }
  if (shopifyControl === undefined) {
    throw new DemoError(
      'The running copy has no stand-in Shopify: it was started without the demo.',
    )
  }
  return shopifyControl
}
