import {
  type ErrorKind,
  ShopifyAccessDeniedError,
  type ShopifyError,
  ShopifyShopUnavailableError,
  type UnavailableReason,
} from './errors.ts'

/** What the dashboard shows of a failed run: what happened, and what to do. */
export type ErrorExplanation = { kind: ErrorKind; sentence: string; action: string }

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
  ShopifyTokenRevokedError: [
    'Shopify no longer accepts the access token of this shop.',
    'Make a new token in Shopify and store it with `npm run shop -- rotate-token`, then sync again.',
  ],
  ShopifyForbiddenError: [
    'Shopify refuses requests from this app.',
    "Check the app's access scopes and its IP allowlist in Shopify, then sync again.",
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

const unavailable: Record<UnavailableReason, Text> = {
  frozen: [
    'The shop is frozen: its Shopify bill is unpaid.',
    'Settle the bill in Shopify, then sync again.',
  ],
  locked: ['Shopify has locked this shop.', 'Contact Shopify support, then sync again.'],
  gone: [
    'Shopify knows no shop at this address any more.',
    'Check the myshopify.com address, or remove the shop from Tidemark.',
  ],
  security: [
    'Shopify refused the requests for reasons of security.',
    'Contact Shopify support, then sync again.',
  ],
}

/** One plain sentence, and what to do, for each kind of trouble with Shopify. */
export function explainError(error: ShopifyError): ErrorExplanation {
  const [sentence, action] = textOf(error)
  return { kind: error.kind, sentence, action }
}

function textOf(error: ShopifyError): Text {
  if (error instanceof ShopifyShopUnavailableError) return unavailable[error.reason]
  if (error instanceof ShopifyAccessDeniedError) {
    return [
      `Shopify denies access to ${error.field}.`,
      error.requiredAccess
        ? `Grant this access to the app: ${error.requiredAccess} Then sync again.`
        : 'Grant the app access to it (scopes, protected customer data), then sync again.',
    ]
  }
  return byName[error.name] ?? unexpected
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
