import { MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS } from '../contract.ts'

const PLAIN = ['pause', 'resume', 'cancel', 'retryRejected']
const COMMANDS = [...PLAIN, 'setInterval', 'resync']
const ENTITIES = ['orders', 'customers', 'products']
const EXAMPLE = '{"tenantId":"…","command":"pause"}'

/** What is wrong with the input of `controlShop`, which people type by hand; null when nothing is. */
export function findInputFault(input: unknown): string | null {
  if (!isObject(input)) return `Give the input as JSON, such as ${EXAMPLE}.`
  const { tenantId, requestedBy } = input
  if (!isUuid(tenantId)) {
    return '"tenantId" must be the id of a shop: what follows "sync:" in the id of its sync.'
  }
  if (requestedBy !== undefined && !isUuid(requestedBy)) {
    return '"requestedBy" must be the id of a user; it can be left out.'
  }
  return findCommandFault(input)
}

/** What is wrong with a `ShopCommand`; null when nothing is. */
export function findCommandFault(command: unknown): string | null {
  if (!isObject(command)) return `Give the command as JSON, such as {"command":"pause"}.`
  const { command: name, seconds, entity } = command
  if (typeof name !== 'string' || !COMMANDS.includes(name)) {
    return `"command" must be one of ${COMMANDS.join(', ')}.`
  }
  if (name === 'setInterval' && !isInterval(seconds)) {
    return `"seconds" must be a whole number from ${MIN_INTERVAL_SECONDS} to ${MAX_INTERVAL_SECONDS}.`
  }
  if (name === 'resync' && !(typeof entity === 'string' && ENTITIES.includes(entity))) {
    return `"entity" must be one of ${ENTITIES.join(', ')}.`
  }
  return null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

const isInterval = (seconds: unknown): boolean =>
  typeof seconds === 'number' &&
  Number.isSafeInteger(seconds) &&
  seconds >= MIN_INTERVAL_SECONDS &&
  seconds <= MAX_INTERVAL_SECONDS
