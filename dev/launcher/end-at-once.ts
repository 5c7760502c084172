/** Ends every part without waiting: what a second Ctrl-C asks for. The next start recovers. */
export function endAtOnce(pids: ReadonlyMap<string, number>): never {
  for (const [name, pid] of pids) {
    try {
      // Postgres ends its own processes on SIGQUIT, at once; after SIGKILL they would linger.
      process.kill(pid, name === 'postgres' ? 'SIGQUIT' : 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  process.exit(130)
}
