import type { Instant } from '../world/model.ts'

/** As Shopify's enum `BulkOperationStatus`. */
export type BulkStatus =
  'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED' | 'EXPIRED'

/** As Shopify's enum `BulkOperationErrorCode`. */
export type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT'

/** One request for a result's file, for tests to look at. */
export interface Download {
  /** The `Range` header as it came. */
  range: string | null
  status: number
}

/** A file of JSON lines, whole or not. */
export interface ResultFile {
  path: string
  /** Bytes that were written. */
  size: number
  /** Bytes that are served: fewer where a fault cuts the file short. */
  served: number
}

/** One bulk query of a shop, from its acceptance on. */
export interface BulkOperation {
  id: number
  /** The shop's domain. */
  shop: string
  query: string
  groupObjects: boolean
  status: BulkStatus
  errorCode: BulkErrorCode | null
  createdAt: Instant
  /** Only of one that succeeded. */
  completedAt: Instant | null
  /** When it ended, however it did. */
  endedAt: Instant | null
  objectCount: number
  rootObjectCount: number
  /** Null until the end, and where there was nothing to write. */
  file: ResultFile | null
  /** The name in the result's address; whoever knows an old one gets nothing after it was changed. */
  fileKey: string
  downloads: Download[]
}

/** Why a bulk query is not accepted, as Shopify's `BulkOperationUserError`. */
export interface BulkUserError {
  code: 'INVALID' | 'LIMIT_REACHED' | 'OPERATION_IN_PROGRESS' | null
  field: string[] | null
  message: string
}

/** How a bulk query is to be refused by faults of the control API. */
export interface BulkRefusal {
  /** Refuses the mutation as of an app without bulk access. */
  denied: boolean
  /** Refuses the query with this sentence. */
  refusal: string | null
}

/** How one bulk operation is to go wrong; the faults of the control API that hit it. */
export interface BulkMischief {
  /** Ends like this instead of well, after `share` of the roots. */
  end: {
    status: 'FAILED' | 'CANCELED' | 'EXPIRED'
    errorCode: BulkErrorCode | null
    /** Gives what was written so far. */
    partial: boolean
    share: number
  } | null
  /** What is added to the counts that are reported. */
  objectCountOff: number
  rootObjectCountOff: number
  /** The share of the file's bytes that is served, and whether it may end within a line. */
  truncated: { share: number; midLine: boolean } | null
  /** All parents first, then all children in any order. */
  disorder: boolean
  /** How much longer it takes. */
  slowMs: number
}

/** How an operation goes when no fault hits it. */
export function noMischief(): BulkMischief {
  return {
    end: null,
    objectCountOff: 0,
    rootObjectCountOff: 0,
    truncated: null,
    disorder: false,
    slowMs: 0,
  }
}
