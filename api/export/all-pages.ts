/**
 * Rows of a list that are read in one transaction: some megabytes. What a page costs beside its rows
 * (cut-offs, sums, a sort without an index) is paid for each.
 */
export const PAGE_ROWS = 5_000

/** All pages of a list from the first on, each asked for when the one before has been taken. */
export async function* allPages<Page extends { nextCursor: string | null }>(
  page: (cursor: string | undefined) => Promise<Page>,
): AsyncGenerator<Page, void> {
  let cursor: string | undefined
  do {
    const one = await page(cursor)
    yield one
    cursor = one.nextCursor ?? undefined
  } while (cursor !== undefined)
}
