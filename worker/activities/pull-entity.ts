import type { BulkReader } from './bulk/bulk-reader.ts'
import { chooseMethod } from './bulk/choose-method.ts'
import { pullBulk } from './bulk/pull-bulk.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import { pullUpdated } from './pull-updated.ts'
import type { ChunkResult, PullInput } from './types.ts'

/** One bounded chunk of an entity, by bulk operations or by pages, and the drains beside it. */
export async function pullEntity<Row extends { id: string }>(
  deps: Dependencies,
  reader: BulkReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<ChunkResult> {
  const method = await chooseMethod(deps, reader.pages, input, attempt)
  try {
    return method === 'bulk'
      ? await pullBulk(deps, reader, input, attempt)
      : await pullUpdated(deps, reader.pages, input, attempt)
  } finally {
    if (reader.pages.entity === 'orders') await deps.drains?.settled(input.tenantId)
  }
}
