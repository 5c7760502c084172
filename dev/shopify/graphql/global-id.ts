const PATTERN = /^gid:\/\/[^/\s]+\/([A-Za-z]\w*)\/([^/?\s]+)(\?\S*)?$/

/** The parts of "gid://shopify/Order/123". `id` is NaN where the last part is no number. */
export interface GlobalId {
  type: string
  id: number
}

/** Reads a global id, or undefined where the text is none. */
export function parseGlobalId(text: string): GlobalId | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  return { type: match[1] ?? '', id: /^\d+$/.test(match[2] ?? '') ? Number(match[2]) : Number.NaN }
}

/** "gid://shopify/Order/123". */
export function toGlobalId(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`
}
