import { paginateArray } from '../paging/connection.ts'
import type { Resolver } from '../resolver.ts'

/** A connection that is empty because this world has no such things at all. */
export const emptyConnection: Resolver<unknown> = (_, args) =>
  paginateArray<never, never>([], () => 0, { args, toNode: (row) => row })

/** A field that is null because this world has no such thing. */
export const nothing: Resolver<unknown> = () => null

/** A list that is empty because this world has no such things. */
export const emptyList: Resolver<unknown> = () => []

/** Nobody made a metafield in this world. */
export const metafields: Record<string, Resolver<unknown>> = {
  metafield: nothing,
  metafields: emptyConnection,
}
