import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WorkflowHandle } from '@temporalio/client'
import { historyToText } from '../testing/history-json.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Waits for a run's end, however it ends, and keeps its history as `<name>.json`. */
export async function saveHistory(name: string, handle: WorkflowHandle): Promise<void> {
  await handle.result().catch(() => undefined)
  await saveHistorySoFar(name, handle)
}

/** Keeps the history of a run that may still be under way, as it is now. */
export async function saveHistorySoFar(name: string, handle: WorkflowHandle): Promise<void> {
  const file = fileURLToPath(new URL(`${name}.json`, import.meta.url))
  const text = historyToText(await handle.fetchHistory())
  // Where this machine keeps its files is nobody's business.
  writeFileSync(file, text.replaceAll(root, ''))
  console.log(`${name}.json`)
}
