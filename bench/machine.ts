import { availableParallelism, cpus, platform, release, totalmem } from 'node:os'

/** What a figure was measured on. */
export interface Machine {
  date: string
  cpu: string
  cores: number
  memoryGB: number
  system: string
  node: string
  postgres: string | null
}

export function describeMachine(postgres: string | undefined): Machine {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    postgres: postgres ?? null,
  }
}
