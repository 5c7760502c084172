import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { PostgresBinaries } from './binaries.ts'
import { canReach, listWays, type RunAs } from './run-as.ts'

const MAJOR = '18'

/** A data folder that is ready to be served. */
export interface Cluster {
  readonly pgdata: string
  readonly password: string
  readonly runAs: RunAs
}

/**
 * Makes the data folder on the first call, and finds it on the next ones. Initdb works beside the
 * final name, so a start that was killed in the middle leaves nothing that looks finished.
 */
export async function prepareCluster(
  dataDir: string,
  binaries: PostgresBinaries,
): Promise<Cluster> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const runAs = chooseWay(dataDir, binaries)
  const pgdata = join(realpathSync(dataDir), 'pgdata')
  const passwordFile = join(dataDir, 'superuser-password')
  if (!existsSync(join(pgdata, 'PG_VERSION'))) {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    giveTo(passwordFile, runAs)
    await initialise(pgdata, passwordFile, binaries, runAs)
  }
  const version = readFileSync(join(pgdata, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR) {
    throw new Error(
      `The data in ${pgdata} belong to PostgreSQL ${version}, and this is ${MAJOR}: move them with ` +
        'pg_upgrade or set TIDEMARK_DATA to a new folder.',
    )
  }
  return { pgdata, password: readPassword(passwordFile), runAs }
}

function chooseWay(dataDir: string, binaries: PostgresBinaries): RunAs {
  const ways = listWays()
  for (const way of ways) {
    if (way.owner !== undefined && lstatSync(dataDir).uid !== way.owner.uid) giveTo(dataDir, way)
    if (canReach(way, binaries.postgres, dataDir)) return way
  }
  throw new Error(
    ways.length > 1
      ? `Postgres refuses to run as root, and no other user of this machine reaches both ` +
          `${binaries.postgres} and ${dataDir}: run npm start as a normal user, or set TIDEMARK_DATA ` +
          'to a folder that other users may enter.'
      : `This user may not run ${binaries.postgres} or not write to ${dataDir}: check to whom they ` +
          'belong, or set TIDEMARK_DATA to another folder.',
  )
}

async function initialise(
  pgdata: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
): Promise<void> {
  const unfinished = `${pgdata}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  giveTo(unfinished, runAs)
  const [command, ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
  ]
  await new Promise<void>((resolve, reject) => {
    let said = ''
    const child = spawn(command, args, {
      ...runAs.identity,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const listen = (chunk: Buffer): void => void (said += chunk.toString())
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`Postgres could not make its data folder ${pgdata}: ${said.trim()}`))
    })
  })
  renameSync(unfinished, pgdata)
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new Error(`The password of the embedded Postgres is missing: ${file}.`, { cause: error })
  }
}

/** Hands a file or a whole folder to the user that Postgres runs as. */
function giveTo(path: string, { owner }: Pick<RunAs, 'owner'>): void {
  if (owner === undefined) return
  const stats = lstatSync(path)
  if (stats.isDirectory()) {
    for (const name of readdirSync(path)) giveTo(join(path, name), { owner })
    chownSync(path, owner.uid, owner.gid)
  } else lchownSync(path, owner.uid, owner.gid)
}
