import { removeDataDir, type System } from '../system.ts'
import { type ChaosOptions, OptionError, readOptions, USAGE } from './options.ts'
import { type ChaosReport, runChaos } from './run-chaos.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') console.log(USAGE)
  else await run(options)
} catch (error) {
  console.error(error instanceof OptionError ? error.message : error)
  process.exitCode = 1
}

async function run(options: ChaosOptions): Promise<void> {
  let system: System | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      const stopped = system?.stop() ?? Promise.resolve()
      void stopped.finally(() => {
        if (system !== undefined) removeDataDir(system.dataDir)
        process.exit(130)
      })
    })
  }
  const report = await runChaos(options, {
    say: (line) => console.log(line),
    onStart: (copy) => {
      system = copy.system
    },
  })
  tell(report)
  const dataDir = system?.dataDir ?? ''
  const isWell = report.differences.length === 0
  if (isWell && !options.keep) removeDataDir(dataDir)
  else console.log(`\nThe data and logs are kept in ${dataDir}`)
  if (!isWell) process.exitCode = 1
}

function tell({ log, differences, seed, steps, ...done }: ChaosReport): void {
  console.log(`\n${JSON.stringify({ seed, steps, ...done }, null, 2)}`)
  if (differences.length === 0) {
    console.log(`\nSeed ${seed}, ${steps} steps: nothing lost, nothing double, nothing stale.`)
    return
  }
  console.log(`\nSeed ${seed}, ${steps} steps: the mirror differs.`)
  for (const sentence of differences) console.log(`- ${sentence}`)
  console.log('\nThe last steps:')
  for (const line of log.tail(40)) console.log(line)
}
