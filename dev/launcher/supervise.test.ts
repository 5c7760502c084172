import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { isAlive } from '../processes/running.ts'
import { endLeftoverParts, startNodePart } from './node-part.ts'
import { supervise } from './supervise.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-parts-'))
const main = join(folder, 'part.ts')
const logFile = join(folder, 'part.log')
writeFileSync(main, 'setInterval(() => undefined, 1_000)')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const part = { name: 'part', main, env: process.env, logFile, pidDir: folder }

test('a part that dies is started again, which is said, until it is stopped', async () => {
  const pids: number[] = []
  const said: string[] = []
  const { stop } = await supervise({
    name: 'the part',
    logFile,
    start: async () => await startNodePart(part),
    say: (line) => said.push(line),
    onStart: (pid) => pids.push(pid),
  })
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await expect.poll(() => pids).toHaveLength(2)
  expect(said).toEqual([expect.stringContaining(`started again (${logFile})`)])
  await stop()
  expect(pids.filter(isAlive)).toEqual([])
  expect(said).toHaveLength(1)
})

test('a part whose very first start fails says what its log says', async () => {
  const broken = join(folder, 'broken.ts')
  writeFileSync(broken, 'throw new Error("TIDEMARK_KEYS is missing")')
  const start = startNodePart({ ...part, main: broken, readyUrl: 'http://127.0.0.1:1/' })
  await expect(start).rejects.toThrow('TIDEMARK_KEYS is missing')
})

test('parts end when their launcher is killed, and what has not noticed is ended by the next', async () => {
  const launcher = join(folder, 'launcher.ts')
  const nodePart = join(import.meta.dirname, 'node-part.ts')
  writeFileSync(
    launcher,
    `import { startNodePart } from ${JSON.stringify(nodePart)}
     await startNodePart(${JSON.stringify({ ...part, env: {} })})
     console.log('started')`,
  )
  const child = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const pid = Number.parseInt(readFileSync(join(folder, 'part.pid'), 'utf8'), 10)
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)

  const leftover = spawn(process.execPath, [main], { stdio: 'ignore' })
  writeFileSync(join(folder, 'part.pid'), `${leftover.pid}\n${main}\n`)
  writeFileSync(join(folder, 'stranger.pid'), `${process.pid}\n${main}\n`)
  const pidDir = mkdtempSync(join(folder, 'pids-'))
  writeFileSync(join(pidDir, 'part.pid'), readFileSync(join(folder, 'part.pid')))
  writeFileSync(join(pidDir, 'stranger.pid'), readFileSync(join(folder, 'stranger.pid')))
  await endLeftoverParts(pidDir)
  expect(isAlive(leftover.pid ?? 0)).toBe(false)
  expect(existsSync(join(pidDir, 'part.pid'))).toBe(false)
})
