/** What a reading by bulk operations keeps between two batches. Free functions on a tenant's transaction. */
export {
  beginBulkRead,
  endBulkRead,
  loadBulkRead,
  moveBulkRead,
  type BulkRead,
  type BulkReadMove,
  type BulkTarget,
} from './bulk-reads.ts'
export {
  dropBulkLines,
  keepBulkLines,
  resolveBulkRoots,
  takeBulkRoots,
  type BulkRoot,
  type KeptLine,
} from './bulk-lines.ts'
export {
  keepBulkIds,
  listBulkMissing,
  listBulkMoved,
  listBulkSuspects,
  type IdPage,
  type ListedId,
} from './bulk-ids.ts'
