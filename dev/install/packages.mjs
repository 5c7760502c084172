import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { machineEnvironment, node, run, since } from './run.mjs'

/** Installs what package-lock.json lists unless exactly that is there, and checks Node 24. */
export async function installPackages() {
  if (!isInstalled()) {
    const started = Date.now()
    console.log('Installing packages (a minute or so) …')
    await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: machineEnvironment(),
      failure: 'npm ci could not install the packages; its own message is above.',
    })
    console.log(`Installed packages in ${since(started)}`)
  }
  if (installedNode() !== 'v24') await repairNode()
}

/** npm writes what it installed at the end of an installation, so a broken-off one does not pass. */
function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json')
    const installed = packagesOf('node_modules/.package-lock.json')
    return Object.entries(wanted)
      .filter(([path]) => path.includes('node_modules/'))
      .every(([path, { version, integrity, link, optional }]) => {
        const found = installed[path]
        if (found === undefined) return optional === true
        return link ? found.link : found.version === version && found.integrity === integrity
      })
  } catch {
    return false
  }
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/** The package `node` fetches its program in an install script, which npm may have been told to skip. */
async function repairNode() {
  const failure =
    'Node 24 is not in node_modules/.bin. The npm package `node` brings it with an install script; ' +
    'allow it (`npm config set ignore-scripts false`, with npm 12 also `allowScripts` as in our ' +
    'package.json), then remove node_modules and run this command again.'
  console.log('Fetching Node 24 …')
  await run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], {
    env: machineEnvironment(),
    failure,
  })
  if (installedNode() !== 'v24') throw new Error(failure)
}

/** The major version of the installed Node, as `v24`. */
function installedNode() {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return stdout?.split('.')[0]
}
