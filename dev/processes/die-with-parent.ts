import { spawnSync } from 'node:child_process'

let supported: boolean | undefined

/**
 * The command prefix that lets Linux send `signal` to a program as soon as the process that started
 * it dies, even by kill -9. Empty where the system has no such thing; a leftover is then ended by
 * the next start.
 */
export function dieWithParent(signal: 'INT' | 'TERM'): string[] {
  supported ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0
  return supported ? ['setpriv', '--pdeathsig', signal, '--'] : []
}
