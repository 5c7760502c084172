import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dieWithParent } from '../processes/die-with-parent.ts'

/**
 * A way to run Postgres's programs. Postgres refuses to run as root, so root needs another identity
 * that still reaches node_modules and the data folder, even inside a home of mode 0700.
 */
export interface RunAs {
  /** How it is named in messages. */
  readonly name: string
  /** The user that must own the data folder, as the file system sees it; undefined: leave it. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
  /** Options for `spawn` that change the user. */
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** What to put in front of the program; every part of it ends in `exec`, so the pid stays. */
  readonly prefix: readonly string[]
}

const self: RunAs = {
  name: 'this user',
  owner: undefined,
  identity: {},
  prefix: dieWithParent('INT'),
}

/** The ways worth trying on this machine, best first. */
export function listWays(): RunAs[] {
  if (process.platform === 'win32' || process.geteuid?.() !== 0) return [self]
  const { uid, gid } = findUnprivilegedUser()
  const user = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const reach = '+dac_override,+dac_read_search'
  const capabilities = [`--inh-caps=${reach}`, `--ambient-caps=${reach}`, '--pdeathsig=INT']
  return [
    {
      name: 'a user namespace',
      owner: { uid: 0, gid: 0 },
      identity: {},
      prefix: [
        'unshare',
        '--user',
        `--map-user=${uid}`,
        `--map-group=${gid}`,
        '--',
        ...dieWithParent('INT'),
      ],
    },
    {
      name: `user ${uid} with capabilities`,
      owner: { uid, gid },
      identity: {},
      prefix: ['setpriv', ...user, ...capabilities, '--'],
    },
    { name: `user ${uid}`, owner: { uid, gid }, identity: { uid, gid }, prefix: [] },
  ]
}

/** Whether a program started this way can run `program` and write to `folder`. */
export function canReach(way: RunAs, program: string, folder: string): boolean {
  const script = 'test -x "$1" && test -r "$2" && test -w "$2" && test -x "$2"'
  const [command, ...args] = [...way.prefix, 'sh', '-c', script, 'sh', program, folder]
  return spawnSync(command, args, { ...way.identity, stdio: 'ignore' }).status === 0
}

/** Initdb looks its user up by name, so the user must have one: Postgres's own, or any but root. */
function findUnprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0)
  const found =
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'daemon') ??
    users.find(({ name }) => name === 'nobody') ??
    users[0]
  if (found === undefined) {
    throw new Error(
      'Postgres refuses to run as root and /etc/passwd names no other user: run npm start as a ' +
        'normal user, or point DATABASE_URL at a PostgreSQL of your own.',
    )
  }
  return { uid: found.uid, gid: found.gid }
}
