/** The row as Shopify sent it, laid out to be read; text that is no JSON stays as it is. */
export function layOut(json: unknown): string {
  if (typeof json !== 'string') return JSON.stringify(json, null, 2) ?? ''
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
