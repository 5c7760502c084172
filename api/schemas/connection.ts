import { z } from 'zod'

const email = z
  .string()
  .trim()
  .min(3, { error: 'Enter an e-mail address.' })
  .max(320, { error: 'Enter an e-mail address.' })
  .regex(/^[^\s@\0]+@[^\s@\0]+$/, { error: 'Enter an e-mail address.' })

const newPassword = z
  .string()
  .min(8, { error: 'Use at least 8 characters.' })
  .max(256, { error: 'Use at most 256 characters.' })

/** GET /api/setup. */
export const SetupState = z.object({
  open: z.boolean().meta({ description: 'Whether the first account is still to be made' }),
})

export type SetupState = z.infer<typeof SetupState>

/** POST /api/setup. */
export const SetupBody = z.object({
  code: z.string().min(1, { error: 'Enter the code.' }).max(200),
  email,
  password: newPassword,
})

/** GET /api/shopify/install. Anything, so that what is wrong can be told on a page. */
export const InstallQuery = z.object({ shop: z.string().max(300).optional() })

/** GET /api/shopify/callback: each parameter once, since all of them are signed. */
export const CallbackQuery = z.record(z.string(), z.string().max(4_000))

/** GET /api/connect. */
export const ConnectOptions = z.object({
  install: z
    .boolean()
    .meta({ description: 'Whether shops can be connected by installing the app' }),
  credentials: z
    .boolean()
    .meta({ description: 'Whether shops can be connected by credentials of their own' }),
  scopes: z.array(z.string()).meta({ description: 'The access that the app asks for' }),
})

export type ConnectOptions = z.infer<typeof ConnectOptions>

const credential = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `Enter ${what}.` })
    .max(500)
    .regex(/^[\x21-\x7e]+$/, { error: `Enter ${what} as Shopify shows it.` })

/** POST /api/connect. */
export const ConnectBody = z.object({
  shop: z.string().trim().toLowerCase().max(300),
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('admin_token'), accessToken: credential('the access token') }),
    z.object({
      kind: z.literal('client_credentials'),
      clientId: credential('the client id'),
      clientSecret: credential('the client secret'),
    }),
  ]),
  storesNames: z
    .boolean()
    .optional()
    .meta({ description: 'Whether customers’ names may be stored; left out: as it is, or yes' }),
})

export const ConnectAnswer = z.object({
  requestId: z.uuid().meta({ description: 'To be asked for at GET /api/connect/{id}' }),
})

export type ConnectAnswer = z.infer<typeof ConnectAnswer>

/** A path with the id of a request; a malformed one gets the same 404 as an unknown one. */
export const RequestParams = z.object({ id: z.string() })

/** GET /api/connect/{id}. */
export const ConnectRequest = z.object({
  shopDomain: z.string(),
  status: z
    .enum(['consent', 'pending', 'done', 'failed'])
    .meta({ description: 'consent: at Shopify’s page; pending: the worker is at it' }),
  sentence: z.string().nullable().meta({ description: 'failed: why' }),
  action: z.string().nullable().meta({ description: 'failed: what to do' }),
  tenantId: z.string().nullable(),
  claimable: z.boolean().meta({
    description: 'Whether the shop has no account yet and this browser may make one for it',
  }),
})

export type ConnectRequest = z.infer<typeof ConnectRequest>

/** POST /api/connect/{id}/account. */
export const ClaimBody = z.object({ email, password: newPassword })

const Explained = z.object({
  code: z.string().meta({ description: 'The state, for programs' }),
  sentence: z.string().meta({ description: 'What it is, in plain words' }),
  action: z.string().meta({ description: 'What to do' }),
  mend: z
    .enum(['reconnect', 'sync'])
    .nullable()
    .meta({ description: 'What mends it here: connecting the shop again, or a sync afterwards' }),
})

/** GET /api/connection. */
export const ConnectionResponse = z.object({
  kind: z.enum(['admin_token', 'client_credentials', 'oauth']).nullable(),
  connectedAt: z.iso.datetime().nullable(),
  state: z.string().meta({ description: '`connected`, or the code of `trouble`' }),
  trouble: Explained.nullable().meta({
    description: 'Nothing is synced on schedule until a person has mended this',
  }),
  notices: z.array(Explained).meta({ description: 'What syncs do without, and why' }),
  scopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
  storesNames: z.boolean().meta({ description: 'Whether customers’ names may be stored' }),
})

export type ConnectionResponse = z.infer<typeof ConnectionResponse>

/** PATCH /api/connection. */
export const ConnectionSettings = z.object({
  storesNames: z.boolean().meta({
    description: 'false removes all stored names at once; true reads them again',
  }),
})
