import { ProblemError } from './problem-error.ts'

export const notSignedIn = (): ProblemError =>
  new ProblemError({
    status: 401,
    type: 'not-signed-in',
    title: 'Not signed in',
    detail: 'Sign in to go on.',
  })

/** The same for an unknown account and for a wrong password. */
export const wrongLogin = (): ProblemError =>
  new ProblemError({
    status: 401,
    type: 'wrong-login',
    title: 'Wrong e-mail address or password',
    detail: 'Check the e-mail address and the password, then try again.',
  })

export const wrongCurrentPassword = (): ProblemError =>
  new ProblemError({
    status: 403,
    type: 'wrong-password',
    title: 'Wrong password',
    detail: 'The current password is not right.',
  })

export const tooManyTries = (seconds: number): ProblemError =>
  new ProblemError({
    status: 429,
    type: 'too-many-tries',
    title: 'Too many tries',
    detail: 'Wait a moment before you try again.',
    headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) },
  })

/** The same for a foreign shop, one that does not exist and an id that is none. */
export const noSuchShop = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-shop',
    title: 'No such shop',
    detail: 'There is no such shop in this account.',
  })

export const noSuchCustomer = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-customer',
    title: 'No such customer',
    detail: 'This shop has no customer of this id, or the customer was deleted.',
  })

export const noSuchOrder = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-order',
    title: 'No such order',
    detail: 'This shop has no order of this id, or it has not been synced yet.',
  })

export const noSuchProduct = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-product',
    title: 'No such product',
    detail: 'Neither this shop nor any of its sales has a product of this id.',
  })

export const foreignOrigin = (): ProblemError =>
  new ProblemError({
    status: 403,
    type: 'foreign-origin',
    title: 'Foreign origin',
    detail: 'This request was sent by a page of another site.',
  })

export const lookOnly = (): ProblemError =>
  new ProblemError({
    status: 403,
    type: 'owners-only',
    title: 'For the shop’s owners only',
    detail: 'You may look at this shop’s figures, not change it. Ask one of its owners to do this.',
  })

/** The same for a person of another shop, one who does not exist and one who has gone meanwhile. */
export const noSuchMember = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-member',
    title: 'No such person',
    detail: 'This person has no access to this shop.',
  })

export const lastOwner = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'last-owner',
    title: 'The last owner stays',
    detail: 'A shop needs an owner. Make somebody else one first.',
  })

export const noSuchExport = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-export',
    title: 'No such file',
    detail: 'There is no such file, or its thirty days are over.',
  })

export const badSignature = (): ProblemError =>
  new ProblemError({
    status: 401,
    type: 'bad-signature',
    title: 'Not signed by Shopify',
    detail:
      'The signature does not fit the body, or the secret of this shop’s app is not known here.',
  })

export const shopPaused = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'shop-paused',
    title: 'The shop is paused',
    detail: 'This shop is paused and is not synced until it is resumed.',
  })

export const shopRemoved = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'shop-removed',
    title: 'The shop was removed',
    detail: 'This shop was removed and can no longer be synced.',
  })

export const syncUnavailable = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'sync-unavailable',
    title: 'Syncing is not available right now',
    detail: 'The sync could not be started. The figures stay readable; try again in a moment.',
    headers: { 'retry-after': '5' },
  })

/** Whether Temporal took it is not known; the command can be given again either way. */
export const commandUnavailable = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'command-unavailable',
    title: 'Commands cannot be taken right now',
    detail:
      'The command could not be handed over. Give it again in a moment; it is not run twice at once.',
    headers: { 'retry-after': '5' },
  })

export const commandPending = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'command-pending',
    title: 'The command waits for the worker',
    detail:
      'The command was accepted and is carried out as soon as the worker answers, unless that ' +
      'takes longer than ten minutes. Giving it again waits for the same one and does not run it twice.',
    headers: { 'retry-after': '5' },
  })

export const commandFailed = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'command-failed',
    title: 'The command could not be carried out',
    detail: 'Something went wrong on our side. Give the command again in a moment.',
    headers: { 'retry-after': '5' },
  })

export const anotherCommand = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'another-command',
    title: 'Another command is being carried out',
    detail: 'This shop is still busy with an earlier command. Give this one again in a moment.',
  })

export const noSuchRequest = (): ProblemError =>
  new ProblemError({
    status: 404,
    type: 'no-such-request',
    title: 'No such request',
    detail:
      'There is no such request of this browser. It may have expired: connect the shop again.',
  })

/** The operator has not set what it takes. */
export const connectingUnavailable = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'connecting-unavailable',
    title: 'Shops cannot be connected here',
    detail:
      'Whoever runs this Tidemark has not set TIDEMARK_KEYS for it, or, for installing, ' +
      'SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET.',
  })

export const shopIsTaken = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'shop-is-taken',
    title: 'The shop has an account',
    detail: 'This shop belongs to an account already. Sign in with that one.',
  })

export const emailIsTaken = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'email-is-taken',
    title: 'There is an account with this e-mail address',
    detail: 'There is an account with this e-mail address, and its password is another.',
    errors: [{ in: 'body', field: 'password', detail: 'is not the password of this account' }],
  })

export const alreadySetUp = (): ProblemError =>
  new ProblemError({
    status: 409,
    type: 'already-set-up',
    title: 'There is an account already',
    detail: 'The first account has been made. Sign in with it.',
  })

export const wrongSetupCode = (): ProblemError =>
  new ProblemError({
    status: 403,
    type: 'wrong-setup-code',
    title: 'Wrong code',
    detail: 'This is not the code that was printed when Tidemark started.',
    errors: [{ in: 'body', field: 'code', detail: 'is not the code that was printed' }],
  })

export const databaseUnavailable = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'database-unavailable',
    title: 'The database does not answer',
    detail: 'Wait a moment, then try again.',
    headers: { 'retry-after': '5' },
  })

/** The machine has as many passwords to check as it can take. */
export const busy = (): ProblemError =>
  new ProblemError({
    status: 503,
    type: 'busy',
    title: 'Too many requests at once',
    detail: 'Wait a moment, then try again.',
    headers: { 'retry-after': '2' },
  })

export const tooManyExports = (): ProblemError =>
  new ProblemError({
    status: 429,
    type: 'too-many-exports',
    title: 'Too many files at once',
    detail:
      'Four files are on their way to you already. Wait until one is complete, then try again.',
    headers: { 'retry-after': '5' },
  })

/** One field of the body is not what it should be, in a way that a schema alone cannot see. */
export const badBody = (field: string, detail: string): ProblemError =>
  new ProblemError({
    status: 400,
    type: 'validation',
    title: 'The request is not valid',
    detail,
    errors: [{ in: 'body', field, detail }],
  })

/** One field of the query is out of bounds in a way that a schema alone cannot see. */
export const badQuery = (field: string, detail: string): ProblemError =>
  new ProblemError({
    status: 400,
    type: 'validation',
    title: 'The request is not valid',
    detail: `${field}: ${detail}`,
    errors: [{ in: 'query', field, detail }],
  })
