let lastText = ''
let lastMs = Number.NaN

/**
 * Milliseconds since 1970 of an ISO time; NaN when it is none. An order says the same time many times
 * over, so the last one is kept.
 */
export function toMs(text: string): number {
  if (text !== lastText) {
    lastMs = Date.parse(text)
    lastText = text
  }
  return lastMs
}
