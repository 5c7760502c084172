/** Rows of a list that are read in one transaction. */
export const PAGE_ROWS = 1_000

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
