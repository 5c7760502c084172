import type { Random } from '../../dev/shopify/world/random.ts'

/** A rule of `POST /_control/faults`; which kinds there are, the stand-in knows. */
export type FaultRule = { kind: string } & Record<string, string | number | boolean>

/**
 * The ways in which Shopify misbehaves, each with what varies. All leave room to get on: how often
 * one comes is less than always, or so many times at most.
 */
const CLASSES: Readonly<Record<string, (random: Random) => FaultRule>> = {
  unavailable: (random) => ({
    kind: 'status',
    status: random.pick([500, 502, 503, 504]),
    probability: 0.2,
  }),
  tooManyRequests: () => ({ kind: 'status', status: 429, retryAfter: 1, probability: 0.2 }),
  tokenRefused: (random) => ({ kind: 'status', status: 401, times: random.int(1, 2) }),
  throttle: () => ({ kind: 'throttle', probability: 0.4 }),
  slow: (random) => ({ kind: 'slow', ms: random.int(100, 900), probability: 0.8 }),
  cut: () => ({ kind: 'cut', probability: 0.2 }),
  graphqlError: () => ({ kind: 'graphql-error', probability: 0.2 }),
  bulkDenied: (random) => ({ kind: 'bulk-denied', times: random.int(1, 3) }),
  bulkRefused: (random) => ({ kind: 'bulk-refused', times: random.int(1, 3) }),
  bulkFailed: (random) => ({
    kind: 'bulk-status',
    status: 'FAILED',
    errorCode: random.pick(['INTERNAL_SERVER_ERROR', 'TIMEOUT']),
    partial: random.chance(0.5),
    share: random.int(10, 90) / 100,
    times: 2,
  }),
  bulkCanceled: () => ({ kind: 'bulk-status', status: 'CANCELED', times: 1 }),
  bulkExpired: () => ({ kind: 'bulk-status', status: 'EXPIRED', times: 1 }),
  bulkCounts: (random) => ({ kind: 'bulk-counts', by: random.pick([-3, -1, 1, 5]), times: 2 }),
  bulkTruncated: (random) => ({
    kind: 'bulk-truncated',
    share: random.int(10, 95) / 100,
    midLine: random.chance(0.5),
    times: 2,
  }),
  bulkDisorder: () => ({ kind: 'bulk-disorder', probability: 0.7 }),
  bulkNoRange: () => ({ kind: 'bulk-no-range', probability: 0.7 }),
  bulkCut: (random) => ({ kind: 'bulk-cut', share: random.int(10, 95) / 100, times: 3 }),
  bulkGone: () => ({ kind: 'bulk-gone', times: 1 }),
  bulkSlow: (random) => ({ kind: 'bulk-slow', ms: random.int(300, 2_000), probability: 0.8 }),
  downloadSlow: (random) => ({
    kind: 'download-slow',
    bytesPerSecond: random.int(100, 600) * 1_000,
    probability: 0.8,
  }),
}

/** Their names. */
export const FAULT_CLASSES: readonly string[] = Object.keys(CLASSES)

/** A rule of this class. */
export function drawRule(name: string, random: Random): FaultRule {
  const draw = CLASSES[name]
  if (draw === undefined) throw new RangeError(`There is no fault ${name}.`)
  return draw(random)
}

/** Whether it only comes to bulk operations and their files. */
export const isOfBulk = ({ kind }: FaultRule): boolean => /^(bulk|download)-/.test(kind)
