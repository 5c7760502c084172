import { noMischief } from '../bulk/bulk-operation.ts'
import type { BulkMischief, BulkRefusal } from '../bulk/bulk-operation.ts'
import type { Faults } from './faults.ts'

/** What the faults that are switched on do to a bulk query when it is handed in. */
export function drawBulkRefusal(faults: Faults, shop: string, query: string): BulkRefusal {
  const [fault] = faults.draw(['bulk-denied', 'bulk-refused'], shop, query)
  return {
    denied: fault?.kind === 'bulk-denied',
    refusal:
      fault?.kind === 'bulk-refused' ? (fault.message ?? 'Bulk query is not supported.') : null,
  }
}

const KINDS = [
  'bulk-status',
  'bulk-counts',
  'bulk-truncated',
  'bulk-disorder',
  'bulk-slow',
] as const

/** What the faults that are switched on do to a bulk operation that was accepted. */
export function drawBulkMischief(faults: Faults, shop: string, query: string): BulkMischief {
  const mischief = noMischief()
  for (const fault of faults.draw(KINDS, shop, query)) {
    switch (fault.kind) {
      case 'bulk-status': {
        const { status, errorCode = 'INTERNAL_SERVER_ERROR', partial = false } = fault
        mischief.end = {
          status,
          errorCode: status === 'FAILED' ? errorCode : null,
          partial,
          share: fault.share ?? 0.5,
        }
        break
      }
      case 'bulk-counts': {
        const { by = 1, of = ['objectCount', 'rootObjectCount'] } = fault
        if (of.includes('objectCount')) mischief.objectCountOff += by
        if (of.includes('rootObjectCount')) mischief.rootObjectCountOff += by
        break
      }
      case 'bulk-truncated':
        mischief.truncated = { share: fault.share ?? 0.5, midLine: fault.midLine ?? false }
        break
      case 'bulk-disorder':
        mischief.disorder = true
        break
      case 'bulk-slow':
        mischief.slowMs += fault.ms ?? 1000
        break
    }
  }
  return mischief
}
