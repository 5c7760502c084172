import { listEvents } from '../../world/index.ts'
import type { ShopEvent } from '../../world/model.ts'
import { checkTypeAccess } from '../access.ts'
import type { RequestContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { paginate } from '../paging/connection.ts'
import type { SortValue } from '../paging/cursor.ts'
import { orderRows } from '../paging/sorted-view.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import type { Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import { eventFields } from '../search/event-fields.ts'
import { findCustomer, findOrder, findProduct, findVariant } from '../visibility.ts'
import { nothing } from './absent.ts'
import { readSortKey } from './collection.ts'

const SUBJECT_TYPES = {
  ORDER: 'Order',
  CUSTOMER: 'Customer',
  PRODUCT: 'Product',
  PRODUCT_VARIANT: 'ProductVariant',
} as const

/** What events can be sorted by. */
export const EVENT_SORT_KEYS: Record<string, (event: ShopEvent) => SortValue> = {
  ID: ({ id }) => id,
  CREATED_AT: ({ createdAt }) => createdAt,
}

/** The events of the order, customer, product or variant that is asked. */
export function subjectEvents(subjectType: ShopEvent['subjectType']): Resolver<{ id: number }> {
  return (subject, args, context, info) => {
    const events = listEvents(context.world, context.state).filter(
      (event) => event.subjectType === subjectType && event.subjectId === subject.id,
    )
    return paginate(orderRows(events, readSortKey(EVENT_SORT_KEYS, args, info)), {
      args,
      matches: compileSearch(eventFields, args, context, info),
      toNode: (event) => new Typed('BasicEvent', event),
    })
  }
}

function findSubject(context: RequestContext, { subjectType, subjectId }: ShopEvent) {
  if (subjectType === 'ORDER') return findOrder(context, subjectId)
  if (subjectType === 'CUSTOMER') return findCustomer(context, subjectId)
  return subjectType === 'PRODUCT'
    ? findProduct(context, subjectId)
    : findVariant(context, subjectId)
}

/** `BasicEvent`. */
export const basicEvent = typeResolvers<ShopEvent>({
  id: ({ id }) => toGlobalId('BasicEvent', id),
  action: ({ action }) => action,
  createdAt: ({ createdAt }) => createdAt,
  message: ({ message }) => message,
  subjectType: ({ subjectType }) => subjectType,
  subjectId: ({ subjectType, subjectId }) => toGlobalId(SUBJECT_TYPES[subjectType], subjectId),
  subject: (event, _, context, info) => {
    const subject = findSubject(context, event)
    if (subject === null) return null
    const type = SUBJECT_TYPES[event.subjectType]
    checkTypeAccess(context.scopes, info.fieldName, type)
    return new Typed(type, subject)
  },
  attributeToApp: () => false,
  attributeToUser: () => false,
  criticalAlert: () => false,
  hasAdditionalContent: () => false,
  additionalContent: nothing,
  additionalData: nothing,
  appTitle: nothing,
  secondaryMessage: nothing,
})
