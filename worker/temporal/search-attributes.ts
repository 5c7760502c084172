import type { Client, Connection } from '@temporalio/client'
import { SEARCH_ATTRIBUTE_KEYS } from '../contract.ts'

/** Temporal's number for the type that all of ours have. */
const INDEXED_VALUE_TYPE_KEYWORD = 2

/** Registers our search attributes where the namespace lacks them; elsewhere it changes nothing. */
export async function ensureSearchAttributes(client: Client): Promise<void> {
  const { operatorService } = client.connection as Connection
  const { namespace } = client.options
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace })
  const missing = SEARCH_ATTRIBUTE_KEYS.filter(({ name }) => !(name in (customAttributes ?? {})))
  if (missing.length === 0) return
  const searchAttributes = Object.fromEntries(
    missing.map(({ name }) => [name, INDEXED_VALUE_TYPE_KEYWORD]),
  )
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes })
  } catch (error) {
    // Another worker was faster.
    const now = await operatorService.listSearchAttributes({ namespace })
    if (missing.some(({ name }) => !(name in (now.customAttributes ?? {})))) throw error
  }
}
