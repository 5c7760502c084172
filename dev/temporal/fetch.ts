import { readTemporalSearch } from '../config.ts'
import { findTemporalCli } from './find-cli.ts'

try {
  const { source } = await findTemporalCli({ ...readTemporalSearch(process.env), say: console.log })
  console.log(`Temporal comes from ${source}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
