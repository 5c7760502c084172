import { fileURLToPath } from 'node:url'

/** The project's folder, from which every step works. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Refuses a Node that is too old to install the rest, and goes to the project's folder. */
export function checkMachine() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) {
    throw new Error(
      `Tidemark needs Node 20 or newer to install, and this is Node ${process.versions.node}: ` +
        'get a newer one from https://nodejs.org/en/download.',
    )
  }
  process.chdir(root)
}
