/** What syncs do and who asked for them. */
export {
  deleteRequest,
  insertSyncRequest,
  pendingRequests,
  serveRequests,
  setRequestRun,
  type InsertedSyncRequest,
  type NewSyncRequest,
} from './requests.ts'
export {
  beginRun,
  closeOrphanRuns,
  finishRun,
  noteRun,
  updateRunProgress,
  type NewRun,
  type SyncRunOutcome,
} from './runs.ts'
export { announceSync, listenForSyncs, type SyncNews } from './sync-news.ts'
