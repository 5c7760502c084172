import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'

const { run, dataDir } = inject('system')
const root = resolve(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Commands that this suite can't run, each with the place where it is run or the reason why not. */
const elsewhere: Record<string, string> = {
  'npm start': 'alone/launcher.test.ts',
  'npm test': 'this very run',
  'npm run check': 'CI runs it before the tests',
  'npm start -- --no-demo': 'alone/own-parts.test.ts',
  'npm run shop -- retry-rejected --domain example.myshopify.com':
    'worker/shop.test.ts; it fails where nothing was set aside',
  'npm run shop -- member --domain example.myshopify.com --email colleague@example.com --password …':
    'worker/shop.test.ts; it wants a password',
  'npm run lighthouse': 'its scores are those of a machine that does nothing else',
  'npm run chaos': 'alone/chaos.test.ts, with fewer steps',
  'npm run bench -- sync': 'takes minutes, and a machine of its own',
  'docker compose -f temporal-docker-compose.yml up --build': 'needs a Docker engine',
}
const needsRealShop = /shpat_…|--client-secret …|shop -- remove/

const commands = [...readme.matchAll(/```sh\n([^]*?)```/g)]
  .flatMap(([, block = '']) => block.split('\n'))
  .map((line) => line.trim())
  .filter((line) => line !== '')
const runHere = commands.filter((line) => !(line in elsewhere) && !needsRealShop.test(line))

test('the README has commands, and each is run here or accounted for', () => {
  expect(runHere.length).toBeGreaterThan(3)
  expect(Object.keys(elsewhere).filter((command) => !commands.includes(command))).toEqual([])
})

test.each(runHere)('%s', (command) => {
  const domain = run.logins[0]?.shopDomain ?? ''
  const [program = '', ...args] = command.replaceAll(/[a-z-]+\.myshopify\.com/g, domain).split(' ')
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, TIDEMARK_DATA: dataDir },
    encoding: 'utf8',
  })
  expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 })
})
