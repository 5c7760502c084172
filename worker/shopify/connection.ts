import { z } from 'zod'

export const pageInfoSchema = z.object({
  hasNextPage: z.boolean(),
  endCursor: z.string().nullish(),
})

export const nodesSchema = <T extends z.ZodType>(node: T) =>
  z.object({ nodes: z.array(node), pageInfo: pageInfoSchema })

/** Cursor of the next page, or null at the end. */
export function nextCursor(page: z.infer<typeof pageInfoSchema>): string | null {
  return page.hasNextPage ? (page.endCursor ?? null) : null
}
