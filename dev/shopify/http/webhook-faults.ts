import { drawPause } from '../webhooks/outbox.ts'
import type { Interference } from '../webhooks/outbox.ts'
import type { Faults } from './faults.ts'

const KINDS = [
  'webhook-drop',
  'webhook-duplicate',
  'webhook-delay',
  'webhook-disorder',
  'webhook-burst',
  'webhook-signature',
  'webhook-slow',
] as const

/** What the faults that are switched on do to one delivery of a topic. */
export function drawInterference(
  faults: Faults,
  seed: number,
  { shop, topic, sequence }: { shop: string; topic: string; sequence: number },
): Interference {
  const interference: Interference = {
    dropped: false,
    copies: 1,
    delayMs: 0,
    signature: 'right',
    slowMs: 0,
  }
  for (const fault of faults.draw(KINDS, shop, topic)) {
    switch (fault.kind) {
      case 'webhook-drop':
        interference.dropped = true
        break
      case 'webhook-duplicate':
        interference.copies = fault.copies ?? 2
        break
      case 'webhook-delay':
        interference.delayMs += fault.ms ?? 1000
        break
      case 'webhook-disorder':
        interference.delayMs += drawPause(seed, sequence, fault.ms ?? 500)
        break
      case 'webhook-burst':
        interference.delayMs += (fault.ms ?? 1000) - (Date.now() % (fault.ms ?? 1000))
        break
      case 'webhook-signature':
        interference.signature = fault.use
        break
      case 'webhook-slow':
        interference.slowMs += fault.ms ?? 2000
        break
    }
  }
  return interference
}
