/** A scalar as JSON in the form of Ruby's generator, which escapes slashes: `"gid:\/\/shopify\/…"`. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('/') ? text.replaceAll('/', '\\/') : text
}
