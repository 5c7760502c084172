// The first thing that npm start, npm test and the other commands run. It is plain JavaScript for
// Node 20 and later, because Node 24, which runs everything else, is among the packages that it
// installs. With everything in place it takes a fraction of a second.
import { buildDashboard } from './install/dashboard.mjs'
import { checkMachine } from './install/machine.mjs'
import { installPackages } from './install/packages.mjs'
import { fetchTemporal } from './install/temporal.mjs'

/** `--packages-only`: no dashboard, no Temporal; `--no-build`: no dashboard. */
const options = new Set(process.argv.slice(2))

try {
  checkMachine()
  await installPackages()
  if (!options.has('--packages-only')) {
    const ownTemporal =
      process.env.npm_lifecycle_event === 'prestart' && process.env.TEMPORAL_ADDRESS
    if (!ownTemporal) await fetchTemporal()
    if (!options.has('--no-build')) await buildDashboard()
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
