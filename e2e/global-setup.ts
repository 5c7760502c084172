import type { TestProject } from 'vitest/node'
import { newDataDir, removeDataDir, startSystem, type RunFile } from './system.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The whole product, started once for all files of this suite. */
    system: { run: RunFile; dataDir: string }
  }
}

/** Starts Tidemark as `npm start` does, with its three demo shops, for all files of the suite. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = newDataDir()
  const system = await startSystem(dataDir)
  project.provide('system', { run: system.run, dataDir })
  return async () => {
    await system.stop()
    removeDataDir(dataDir)
  }
}
