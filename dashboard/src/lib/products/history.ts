import type { ProductResponse } from '@tidemark/api/contract'
import type { Slot } from '../charts/buckets.ts'

/** A product's day, week or month, with its place in time. */
export type ProductBucket = ProductResponse['history'][number] & Slot
