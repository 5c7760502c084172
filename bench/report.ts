import { mkdirSync, writeFileSync } from 'node:fs'
import type { BenchResult, Ratio } from './bench.ts'
import type { Machine } from './machine.ts'

/** The result as tables for a terminal. */
export function printResult(title: string, result: BenchResult, machine: Machine): void {
  const { cpu, cores, memoryGB, node, postgres } = machine
  console.log(`\n${title}: ${result.about}`)
  console.log(
    `${cpu}, ${cores} cores, ${memoryGB} GB; Node ${node}, PostgreSQL ${postgres ?? '-'}\n`,
  )
  printTable(
    result.measures.map(({ name, unit, runs, median, note }) => [
      name,
      `${round(median)} ${unit}`,
      `(${runs.map(round).join(', ')})`,
      note ?? '',
    ]),
  )
  console.log('')
  printTable(result.ratios.map((ratio) => [ratio.name, round(ratio.value), toVerdict(ratio)]))
}

/** Into `results/`, which is kept in git: the figures of the README come from there. */
export function saveResult(name: string, result: BenchResult, machine: Machine): void {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    new URL(`${name}.json`, folder),
    `${JSON.stringify({ machine, ...result }, null, 2)}\n`,
  )
}

function toVerdict({ value, atLeast, atMost }: Ratio): string {
  if (atLeast !== undefined)
    return `asked: at least ${atLeast}, ${value >= atLeast ? 'met' : 'MISSED'}`
  if (atMost !== undefined) return `asked: at most ${atMost}, ${value <= atMost ? 'met' : 'MISSED'}`
  return ''
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  for (const row of rows) {
    console.log(
      `  ${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}`,
    )
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
