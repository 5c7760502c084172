/** Texts that need no escape but for slashes: nearly all, and quicker to write without asking JSON. */
const PLAIN = /^[\u0020\u0021\u0023-\u005b\u005d-\ud7ff]*$/

/** A scalar as JSON in the form of Ruby's generator, which escapes slashes: `"gid:\/\/shopify\/…"`. */
export function toJsonText(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) {
    return `"${value.includes('/') ? value.replaceAll('/', '\\/') : value}"`
  }
  return JSON.stringify(value).replaceAll('/', '\\/')
}
