import type { FaultRule } from './faults.ts'
import { BadRequestError } from './request.ts'

/** What a field of a rule must be: in words, for the sentence that refuses another, and as a test. */
interface Check {
  means: string
  holds: (value: unknown) => boolean
}

const number: Check = { means: 'a number', holds: (value) => typeof value === 'number' }
const text: Check = { means: 'a text', holds: (value) => typeof value === 'string' }
const yesOrNo: Check = { means: 'true or false', holds: (value) => typeof value === 'boolean' }
const share: Check = {
  means: 'a number from 0 to 1',
  holds: (value) => typeof value === 'number' && value >= 0 && value <= 1,
}

function oneOf(...choices: string[]): Check {
  return {
    means: `one of ${choices.join(', ')}`,
    holds: (value) => typeof value === 'string' && choices.includes(value),
  }
}

function someOf(...choices: string[]): Check {
  const one = oneOf(...choices)
  return {
    means: `a list of ${choices.join(', ')}`,
    holds: (value) => Array.isArray(value) && value.every((item) => one.holds(item)),
  }
}

function optional({ means, holds }: Check): Check {
  return { means, holds: (value) => value === undefined || holds(value) }
}

const TIMING = {
  operation: optional(text),
  every: optional(number),
  probability: optional(number),
  times: optional(number),
}

/** The fields of each kind, beside the timing that all have. */
const FIELDS: Record<FaultRule['kind'], Record<string, Check>> = {
  status: { status: optional(number), retryAfter: optional(number) },
  throttle: {},
  slow: { ms: optional(number) },
  cut: {},
  'graphql-error': {},
  'bulk-denied': {},
  'bulk-refused': { message: optional(text) },
  'bulk-status': {
    status: oneOf('FAILED', 'CANCELED', 'EXPIRED'),
    errorCode: optional(oneOf('ACCESS_DENIED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT')),
    partial: optional(yesOrNo),
    share: optional(share),
  },
  'bulk-counts': {
    by: optional(number),
    of: optional(someOf('objectCount', 'rootObjectCount')),
  },
  'bulk-truncated': { share: optional(share), midLine: optional(yesOrNo) },
  'bulk-disorder': {},
  'bulk-slow': { ms: optional(number) },
  'bulk-no-range': {},
  'bulk-cut': { share: optional(share) },
  'bulk-gone': {},
  'download-slow': { bytesPerSecond: number },
  'token-status': { status: optional(number), retryAfter: optional(number) },
  'token-refused': { status: optional(number) },
  'token-slow': { ms: optional(number) },
  'token-cut': {},
  'webhook-drop': {},
  'webhook-duplicate': { copies: optional(number) },
  'webhook-delay': { ms: optional(number) },
  'webhook-disorder': { ms: optional(number) },
  'webhook-burst': { ms: optional(number) },
  'webhook-signature': { use: oneOf('wrong', 'newest', 'revoked') },
  'webhook-slow': { ms: optional(number) },
}

/**
 * Reads the rules of a control request.
 * @throws BadRequestError for an unknown kind or field, and for a value that is none
 */
export function readFaultRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value)) throw new BadRequestError('rules must be a list of faults.')
  return value.map(readRule)
}

function readRule(value: unknown): FaultRule {
  const { kind, ...rest } = (value ?? {}) as Record<string, unknown>
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) {
    throw new BadRequestError(`kind must be one of ${Object.keys(FIELDS).join(', ')}.`)
  }
  const fields: Record<string, Check> = { ...TIMING, ...FIELDS[kind as FaultRule['kind']] }
  for (const name of Object.keys(rest)) {
    if (Object.hasOwn(fields, name)) continue
    throw new BadRequestError(`${kind} has no ${name}; it has ${Object.keys(fields).join(', ')}.`)
  }
  for (const [name, { means, holds }] of Object.entries(fields)) {
    if (!holds(rest[name])) throw new BadRequestError(`${name} must be ${means}.`)
  }
  return { kind, ...rest } as FaultRule
}
