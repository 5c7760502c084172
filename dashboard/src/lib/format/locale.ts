const fallback = 'en'

/**
 * The reader's first language that this runtime can format numbers and dates in, from an
 * Accept-Language header. The server decides and the browser follows, so both write the same.
 */
export function pickLocale(acceptLanguage: string | null): string {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.find((p) => p.trim().startsWith('q='))?.split('=')[1]
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted.map(({ tag }) => supported(tag)).find((tag) => tag !== undefined) ?? fallback
}

function supported(tag: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0]
  } catch {
    return undefined
  }
}
