import { endConnectionRequest, putRequestSecret, takeConsent } from '@tidemark/db'
import { z } from 'zod'
import { findSignedIn } from '../auth/session.ts'
import { hashOf, readBrowser } from '../connect/browser.ts'
import { createQueryCheck } from '../connect/signed-query.ts'
import { startConnect } from '../connect/start-connect.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { CallbackQuery } from '../schemas/index.ts'

const DENIED = {
  status: 'failed',
  sentence: 'The app was not installed: the access was not approved in Shopify.',
  action: 'Begin again and approve it there, if you want to connect the shop.',
} as const

const ODD = {
  status: 'failed',
  sentence: 'Shopify’s answer was not about this installation, so it was not used.',
  action: 'Begin again.',
} as const

/**
 * GET /api/shopify/callback: where Shopify's consent page sends the browser. Believed only with
 * Shopify's signature and with the `state` of a request of this very browser, once. The code goes to
 * the worker by way of Postgres, encrypted; nobody is signed in by this.
 */
export const installCallbackRoute: Route = (app, { db, temporal, config }) => {
  const { shopifyApp, keyring } = config
  const isSigned = shopifyApp && createQueryCheck(shopifyApp)
  app.get(
    '/api/shopify/callback',
    {
      schema: {
        operationId: 'installCallback',
        tags: ['connection'],
        summary: 'Where Shopify’s consent page leads back to',
        querystring: CallbackQuery,
        response: { 302: z.undefined().describe('Where to go'), ...problemResponses(400, 503) },
      },
    },
    async (request, reply) => {
      if (!isSigned || !keyring) return reply.redirect('/connect?problem=not-set-up')
      const { query } = request
      const browserHash = readBrowser(request)
      const stateHash = hashOf(query['state'] ?? '')
      // First the signature: a forged answer must not use up the state of a true one.
      if (!(await isSigned(query)) || browserHash === null) {
        return reply.redirect('/connect?problem=callback')
      }
      const taken = await takeConsent(db, { stateHash, browserHash })
      if (!taken) return reply.redirect('/connect?problem=callback')
      const { id, shopDomain } = taken
      const { code, error, shop } = query
      if (error !== undefined) await endConnectionRequest(db, id, DENIED)
      else if (!code || shop?.toLowerCase() !== shopDomain) await endConnectionRequest(db, id, ODD)
      else {
        const userId = (await findSignedIn(db, request))?.userId ?? null
        await putRequestSecret(db, keyring, { id, secret: { kind: 'code', code }, userId })
        await startConnect({ db, temporal, log: request.log }, id)
      }
      return reply.redirect(`/connect/${id}`)
    },
  )
}
