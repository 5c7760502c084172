import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { describeViews } from './describe-views.ts'

const file = new URL('../../docs/analyst-views.md', import.meta.url)
const MARK = 'db/analysts -->'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** After a wanted change: TIDEMARK_UPDATE_DOCS=1 npx vitest run --project unit db/analysts */
test('docs/analyst-views.md says of every view and column what the database says', async () => {
  const described = await describeViews(database.ownerUrl)
  const text = await readFile(file, 'utf8')
  const head = text.slice(0, text.indexOf(MARK) + MARK.length)
  const wanted = `${head}\n\n${described}`
  if (process.env['TIDEMARK_UPDATE_DOCS']) await writeFile(file, wanted)
  expect(await readFile(file, 'utf8')).toBe(wanted)
})
