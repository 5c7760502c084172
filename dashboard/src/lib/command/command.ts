import type { ShopCommand } from '@tidemark/api/contract'
import { readText } from '../session/form-text.ts'

type CountedEntity = Extract<ShopCommand, { command: 'resync' }>['entity']

const countedEntities: readonly string[] = [
  'orders',
  'customers',
  'products',
] satisfies CountedEntity[]

/** From a sent form to the command it asks for; undefined where it asks for none. */
export function readCommand(form: FormData): ShopCommand | undefined {
  const command = readText(form, 'command')
  switch (command) {
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'retryRejected':
      return { command }
    case 'setInterval': {
      const seconds = Number(readText(form, 'seconds'))
      return Number.isInteger(seconds) && seconds > 0 ? { command, seconds } : undefined
    }
    case 'resync': {
      const entity = readText(form, 'entity')
      return isCounted(entity) ? { command, entity } : undefined
    }
    default:
      return undefined
  }
}

function isCounted(entity: string): entity is CountedEntity {
  return countedEntities.includes(entity)
}

const steps = [
  60, 300, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800,
] as const satisfies readonly number[]

/** Intervals to choose from, in seconds; the shop's own is among them whatever it is. */
export function intervalsWith(current: number): number[] {
  return [...new Set([...steps, current])].sort((a, b) => a - b)
}
