import { readLauncherConfig } from './config.ts'
import { endAtOnce } from './launcher/end-at-once.ts'
import { launch } from './launcher/launch.ts'
import { createOutput } from './launcher/output.ts'

const stopping = new AbortController()
const pids = new Map<string, number>()

/** One Ctrl-C arrives twice, from the terminal and from npm: so soon it is still the same one. */
const SAME_SIGNAL_MS = 1_000
let firstAt = 0

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) firstAt = performance.now()
    else if (performance.now() - firstAt > SAME_SIGNAL_MS) endAtOnce(pids)
    stopping.abort()
  })
}
// Who listened to us may go away; that is no reason to end.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

try {
  const config = readLauncherConfig(process.env, process.argv.slice(2))
  await launch(config, createOutput(process.stdout), stopping.signal, pids)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
// What may still be open here, such as an idle connection, holds nobody up.
process.exit()
