import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether Shopify signed these very bytes with one of the secrets. Takes the same time for each wrong
 * signature, and looks at every secret: there are two while they are being rotated.
 */
export function isSigned(
  body: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  // As text: base64 can spell the same bytes in several ways.
  const given = Buffer.from(signature ?? '')
  let signed = false
  for (const secret of secrets) {
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'))
    if (given.length === expected.length && timingSafeEqual(given, expected)) signed = true
  }
  return signed
}
