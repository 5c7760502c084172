import { getNamedType } from 'graphql'
import type { GraphQLOutputType } from 'graphql'
import type { DataAccess } from '../app/data-access.ts'
import { ApiError } from './api-error.ts'

const SEE = 'See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.'

/** Names, addresses, e-mail addresses and phone numbers: level 2 of protected customer data. */
const PERSONAL: Record<string, ReadonlySet<string>> = {
  Customer: new Set([
    'addresses',
    'addressesV2',
    'defaultAddress',
    'defaultEmailAddress',
    'defaultPhoneNumber',
    'displayName',
    'email',
    'firstName',
    'lastName',
    'phone',
  ]),
  Order: new Set(['billingAddress', 'displayAddress', 'email', 'phone', 'shippingAddress']),
}

/** Level 1: what is about customers at all. */
const ABOUT_CUSTOMERS = new Set(['Customer', 'Order', 'OrderTransaction', 'Refund'])

/**
 * Refuses a field that says who a customer is to an app that was not approved for it.
 * @throws ApiError ACCESS_DENIED
 */
export function checkPersonalField(access: DataAccess, parent: string, field: string): void {
  if (access === 'level2' || PERSONAL[parent]?.has(field) !== true) return
  throw denied(`This app is not approved to use the ${field} field. ${SEE}`)
}

/**
 * Refuses objects about customers to an app that was approved for nothing: only where there are any, so
 * that an empty shop or page passes, as at Shopify.
 * @throws ApiError ACCESS_DENIED
 */
export function checkObjects(access: DataAccess, type: GraphQLOutputType, value: unknown): void {
  if (access !== 'none') return
  if (value === null || value === undefined) return
  if (Array.isArray(value) && value.length === 0) return
  checkNodes(access, getNamedType(type).name)
}

/**
 * The same for objects of a type that are known to be there.
 * @throws ApiError ACCESS_DENIED
 */
export function checkNodes(access: DataAccess, type: string): void {
  if (access !== 'none' || !ABOUT_CUSTOMERS.has(type)) return
  throw denied(`This app is not approved to access the ${type} object. ${SEE}`)
}

/**
 * Reports can tell of people: they ask for level 2 beside their scope.
 * @throws ApiError ACCESS_DENIED
 */
export function checkReports(access: DataAccess, field: string): void {
  if (access !== 'level2')
    throw denied(`This app is not approved to use the ${field} field. ${SEE}`)
}

function denied(message: string): ApiError {
  const documentation = 'https://shopify.dev/docs/apps/launch/protected-customer-data'
  return new ApiError('ACCESS_DENIED', message, { documentation })
}
