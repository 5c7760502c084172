import { typeResolvers } from '../resolver.ts'
import { bulkMutations } from './bulk-operation.ts'
import { webhookMutations } from './webhook-subscription.ts'

/** `Mutation`: all that the stand-in can be told through the Admin API. */
export const mutation = typeResolvers<unknown>({ ...bulkMutations, ...webhookMutations })
