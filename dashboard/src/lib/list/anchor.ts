/** The row at the top of the screen, and where it stands there. */
export interface Anchor {
  rowIndex: string
  /** px below the top of the window. */
  top: number
}

/** null while the table's head is still in sight: then the page's own scroll position says enough. */
export function findAnchor(table: HTMLTableElement): Anchor | null {
  if (table.getBoundingClientRect().top > 0) return null
  for (const row of table.querySelectorAll('tbody > [aria-rowindex]')) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > 0) return { rowIndex: row.getAttribute('aria-rowindex') ?? '', top }
  }
  return null
}

/** Scrolls so that the row stands where it stood. */
export function returnTo(table: HTMLTableElement, { rowIndex, top }: Anchor): void {
  const row = table.querySelector(`tbody > [aria-rowindex="${CSS.escape(rowIndex)}"]`)
  if (row) scrollBy({ top: row.getBoundingClientRect().top - top, behavior: 'instant' })
}
