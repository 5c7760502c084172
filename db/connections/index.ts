/** How shops come in, how they are reached, and what stands in the way. */
export {
  loadConnection,
  saveConnection,
  saveGrantedToken,
  saveScopes,
  saveTokenPair,
  type GrantedToken,
  type NewConnection,
  type ShopConnection,
  type TokenPair,
} from './connections.ts'
export { connectionState, type ConnectionState } from './connection-state.ts'
export {
  explainTrouble,
  type ExplainedTrouble,
  type Mend,
  type NoticeCode,
} from './explain-trouble.ts'
export { mayStoreNames, setStoresNames } from './names.ts'
export {
  createConnectionRequest,
  endConnectionRequest,
  findConnectionRequest,
  loadRequestSecret,
  putRequestSecret,
  takeConsent,
  type ConnectionRequest,
  type NewConnectionRequest,
  type RequestSecret,
} from './requests.ts'
export { countSecretsByKey, rotateSecrets } from './rotate-secrets.ts'
export { missingScopes, WANTED_SCOPES } from './scopes.ts'
export {
  clearTrouble,
  markNeedsReconnecting,
  markTrouble,
  markUninstalled,
  noteBulkAccess,
} from './troubles.ts'
