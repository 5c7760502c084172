import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockDataDir } from './lock.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-lock-'))
const file = join(dataDir, 'launcher.pid')
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('a lock is given back', () => {
  const unlock = lockDataDir(dataDir)
  expect(existsSync(file)).toBe(true)
  unlock()
  expect(existsSync(file)).toBe(false)
})

test('a second start on the same data folder is refused and told who runs', async () => {
  const script = join(dataDir, 'start.ts')
  writeFileSync(script, 'setInterval(() => undefined, 1_000); console.log("running")')
  const other = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  writeFileSync(file, `${other.pid}\n`)
  expect(() => lockDataDir(dataDir)).toThrow(`process ${other.pid}`)

  other.kill('SIGKILL')
  await once(other, 'exit')
  lockDataDir(dataDir)()
})

test('the lock of a process that is another program by now does not count', () => {
  writeFileSync(file, `${process.ppid}\n`)
  lockDataDir(dataDir)()
  expect(existsSync(file)).toBe(false)
})
