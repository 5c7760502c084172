import { explainTrouble, type TroubleCode } from '@tidemark/db'
import {
  type ErrorKind,
  ShopifyAccessDeniedError,
  type ShopifyError,
  ShopifyForbiddenError,
  ShopifyShopUnavailableError,
  ShopifyTokenRevokedError,
  type UnavailableReason,
} from './errors.ts'

/** What the dashboard shows of a failed run: what happened, and what to do. */
export type ErrorExplanation = {
  kind: ErrorKind
  sentence: string
  action: string
  /** What only a person can mend is remembered with the shop's connection, until it is mended. */
  trouble?: { code: TroubleCode; detail: string | null }
}

type Text = readonly [sentence: string, action: string]

const byName: Record<string, Text> = {
  ShopifyNetworkError: [
    'Shopify could not be reached.',
    'Nothing: the next sync tries again and goes on where this one stopped.',
  ],
  ShopifyServerError: [
    'Shopify had an internal error for too long.',
    'Nothing: the next sync tries again and goes on where this one stopped.',
  ],
  ShopifyCursorError: [
    'Shopify kept refusing to go on with a listing.',
    'Nothing: the next sync starts that listing again.',
  ],
  ShopifyMovedError: [
    'An object in Shopify kept changing while it was read.',
    'Nothing: the next sync tries again.',
  ],
  ShopifyTooExpensiveError: [
    'Shopify refused even the smallest page as too expensive.',
    'Please report this as a bug of Tidemark.',
  ],
  ShopifyThrottledError: [
    'Shopify made us wait for too long.',
    'Nothing: the next sync tries again. If it lasts, see whether another app uses up the limit.',
  ],
  ShopifySearchWarningError: [
    'Shopify ignored a part of our search filter, so its answer was not used.',
    'Please report this as a bug of Tidemark.',
  ],
  ShopifyQueryError: [
    'Shopify did not understand a query of this version.',
    'Update Tidemark, or report this as a bug.',
  ],
}

const unavailable: Record<UnavailableReason, TroubleCode> = {
  frozen: 'shop_frozen',
  locked: 'shop_locked',
  gone: 'shop_gone',
  security: 'shop_refused',
}

/** One plain sentence, and what to do, for each kind of trouble with Shopify. */
export function explainError(error: ShopifyError): ErrorExplanation {
  const { kind } = error
  const trouble = toTrouble(error)
  if (trouble) {
    const { sentence, action } = explainTrouble(trouble.code, trouble.detail)
    return { kind, sentence, action, trouble }
  }
  const [sentence, action] = byName[error.name] ?? unexpected
  return { kind, sentence, action }
}

function toTrouble(error: ShopifyError): ErrorExplanation['trouble'] {
  if (error instanceof ShopifyTokenRevokedError) return { code: 'token_revoked', detail: null }
  if (error instanceof ShopifyForbiddenError) return { code: 'address_refused', detail: null }
  if (error instanceof ShopifyShopUnavailableError) {
    return { code: unavailable[error.reason], detail: null }
  }
  if (error instanceof ShopifyAccessDeniedError) {
    return { code: 'access_denied', detail: error.requiredAccess ?? error.field }
  }
  return undefined
}

const unexpected: Text = [
  'Something unexpected went wrong.',
  'Please report this as a bug; the details are in the run in Temporal.',
]

/** For errors that are ours alone. */
export const unexpectedError: ErrorExplanation = {
  kind: 'bug',
  sentence: unexpected[0],
  action: unexpected[1],
}
