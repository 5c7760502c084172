import { expect, it } from 'vitest'
import { ShopifyAccessDeniedError, ShopifyQueryError, ShopifyServerError } from './errors.ts'
import { describeGap, type OptionalFields, requestWithOptional } from './optional-fields.ts'
import type { Caller, ShopClient } from './shop-client.ts'

const caller: Caller = { signal: new AbortController().signal, pause: () => Promise.resolve() }
const query = { document: '', cost: 1, variables: { first: 5 } }

/** A client that answers each request with the next error, then with its variables. */
function createClient(...errors: Error[]): ShopClient {
  return {
    shopDomain: 'a-shop.myshopify.com',
    request: ({ variables }) => {
      const error = errors.shift()
      return error ? Promise.reject(error) : Promise.resolve({ data: variables, cost: null })
    },
  }
}

const createOptional = (): OptionalFields => ({
  variables: { displayName: 'withNames', events: 'events' },
  gaps: [],
})

it('a denied field is left out from then on, and named as a gap', async () => {
  const optional = createOptional()
  const denied = new ShopifyAccessDeniedError('customers.nodes.displayName', null)
  const { data } = await requestWithOptional(createClient(denied), query, optional, caller)
  expect(data).toEqual({ first: 5, withNames: false, events: true })
  expect(optional.gaps.map(describeGap)).toEqual(['displayName: access denied'])
  const again = await requestWithOptional(createClient(), query, optional, caller)
  expect(again.data).toMatchObject({ withNames: false })
})

it('a field that is refused for another reason is left out too', async () => {
  const optional = createOptional()
  const refused = new ShopifyQueryError('BAD_REQUEST', { path: ['events'] })
  await requestWithOptional(createClient(refused), query, optional, caller)
  expect(optional.gaps.map(describeGap)).toEqual(['events: refused'])
})

it('an error anywhere else is thrown', async () => {
  const elsewhere = [
    new ShopifyAccessDeniedError('customers', '`read_customers` access scope.'),
    new ShopifyServerError(503),
  ]
  for (const error of elsewhere) {
    await expect(
      requestWithOptional(createClient(error), query, createOptional(), caller),
    ).rejects.toBe(error)
  }
})
