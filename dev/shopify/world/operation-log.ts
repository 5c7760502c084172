import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Operation } from './operations.ts'

/** Changes whenever the same seed and operations would make another world. */
const worldVersion = 2

/** What the world in a data folder was made from. */
export interface Seeding {
  seed: number
  /** ISO 8601. */
  anchor: string
  /** ISO 8601; the anchor where there is none. */
  calendar?: string
  scale: number
  /** Full domains. */
  shops: readonly string[] | null
}

export interface OperationLog {
  seeding: Seeding
  operations: Operation[]
  append(operation: Operation): void
}

/**
 * Opens the log in a data folder: `world.json` says what the world was seeded from,
 * `operations.jsonl` what has happened since. A torn last line, left by a crash, is cut off. A world
 * of another version is moved aside and a new one begun.
 */
export function openLog(dataDir: string, fresh: Seeding): OperationLog {
  mkdirSync(dataDir, { recursive: true })
  const seedingFile = join(dataDir, 'world.json')
  const operationsFile = join(dataDir, 'operations.jsonl')
  let seeding = readSeeding(seedingFile)
  if (seeding === null) {
    moveAside(seedingFile)
    moveAside(operationsFile)
    seeding = fresh
    writeFileSync(operationsFile, '')
    // Written aside and renamed, so that a crash leaves the whole file or none.
    writeFileSync(`${seedingFile}.new`, JSON.stringify({ version: worldVersion, ...fresh }))
    renameSync(`${seedingFile}.new`, seedingFile)
  }
  const operations = readOperations(operationsFile)
  return {
    seeding,
    operations,
    append: (operation) => appendFileSync(operationsFile, `${JSON.stringify(operation)}\n`),
  }
}

function moveAside(file: string): void {
  if (existsSync(file)) renameSync(file, `${file}.old`)
}

function readSeeding(file: string): Seeding | null {
  if (!existsSync(file)) return null
  const { version, ...seeding } = JSON.parse(readFileSync(file, 'utf8')) as Seeding & {
    version: number
  }
  return version === worldVersion ? seeding : null
}

function readOperations(file: string): Operation[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file)
  const end = text.lastIndexOf('\n') + 1
  if (end < text.length) truncateSync(file, end)
  return text
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Operation)
}
