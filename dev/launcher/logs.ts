import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder of the parts' logs. Each start begins new files; those of the start before are kept
 * as `<name>.previous.log`.
 */
export function openLogs(dataDir: string, names: readonly string[]): (name: string) => string {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const fileOf = (name: string): string => join(folder, `${name}.log`)
  for (const name of names) {
    if (existsSync(fileOf(name))) renameSync(fileOf(name), join(folder, `${name}.previous.log`))
  }
  return fileOf
}

/** The end of a log without stack frames, for a message about what went wrong. */
export function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('    at '))
      .slice(-count)
      .join('\n')
  } catch {
    return ''
  }
}
