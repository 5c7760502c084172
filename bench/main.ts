import { parseArgs } from 'node:util'
import { describeMachine } from './machine.ts'
import { REGISTRY } from './registry.ts'
import { printResult, saveResult } from './report.ts'

/** `npm run bench -- <group> [name] [--million] [--rounds n] [--orders n] [--data folder]` */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    million: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    orders: { type: 'string', default: '10000000' },
    data: { type: 'string' },
  },
})
const [group = '', only] = positionals
const benches = Object.entries(REGISTRY[group] ?? {}).filter(
  ([name]) => only === undefined || name === only,
)
if (benches.length === 0) {
  const known = Object.entries(REGISTRY).map(
    ([name, all]) => `  npm run bench -- ${name} [${Object.keys(all).join(' | ')}]`,
  )
  console.error(`There is no such bench. What there is:\n${known.join('\n')}`)
  process.exit(1)
}
for (const [name, bench] of benches) {
  const result = await bench({
    million: values.million,
    rounds: Number(values.rounds),
    orders: Number(values.orders),
    data: values.data,
  })
  const machine = describeMachine(result.postgres)
  const place = group === name ? [name] : [group, name]
  printResult(place.join(' '), result, machine)
  saveResult(place.join('-'), result, machine)
}
