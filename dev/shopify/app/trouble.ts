/**
 * What stands between the app and a whole shop: its bill is unpaid (402), it is closed (404) or locked
 * (423), or the app's requests come from an address outside its allowlist (403).
 */
export const TROUBLES = {
  frozen: { status: 402, errors: 'Unavailable Shop' },
  address: { status: 403, errors: 'Forbidden' },
  closed: { status: 404, errors: 'Not Found' },
  locked: { status: 423, errors: 'Unavailable Shop' },
} as const

export type Trouble = keyof typeof TROUBLES
