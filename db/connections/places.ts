import type { SecretPlace } from '../secrets/index.ts'

/** The columns of `shop_connections` that hold ciphertexts. */
export const CONNECTION_SECRETS = [
  'access_token_encrypted',
  'client_secret_encrypted',
  'tokens_encrypted',
] as const
export type ConnectionSecret = (typeof CONNECTION_SECRETS)[number]

/** Where a shop's secret stands: its ciphertext can be read nowhere else. */
export const placeOf = (tenantId: string, column: ConnectionSecret): SecretPlace => ({
  tenantId,
  table: 'shop_connections',
  column,
  row: '',
})

/** A request's shop may not be here yet, so the request itself is the place. */
export const requestPlace = (requestId: string): SecretPlace => ({
  tenantId: '',
  table: 'connection_requests',
  column: 'secret_encrypted',
  row: requestId,
})
