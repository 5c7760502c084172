import { parseArgs } from 'node:util'
import lighthouse, { desktopConfig } from 'lighthouse'
import { launchBrowser } from '../browser.ts'
import { findRunningCopy, NotRunningError } from './running-copy.ts'

/**
 * `npm run lighthouse [-- --mobile] [--page name]`: what Lighthouse thinks of each page of the
 * running copy's largest demo shop. Ends with 1 where a score is below 95.
 */
const { values } = parseArgs({
  options: { mobile: { type: 'boolean', default: false }, page: { type: 'string' } },
})
const categories = ['performance', 'accessibility', 'best-practices'] as const
const wanted = 95
/** A port that nothing else is likely to use: Lighthouse drives the browser over it. */
const port = 39_222

try {
  process.exitCode = (await visitAll()) ? 0 : 1
} catch (error) {
  console.error(error instanceof NotRunningError ? error.message : error)
  process.exitCode = 1
}

/** Whether every page has the scores that are wanted. */
async function visitAll(): Promise<boolean> {
  const { url, session, pages } = await findRunningCopy(process.env)
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  const low: string[] = []
  console.log(['page', ...categories].join('\t'))
  for (const { name, path } of pages) {
    if (values.page !== undefined && values.page !== name) continue
    const scores = await score(`${url}${path}`, session.cookie)
    console.log([name, ...scores.map(({ value }) => value)].join('\t'))
    for (const { category, value, lost } of scores) {
      if (value < wanted) low.push(`${name}: ${category} ${value}, lost by ${lost.join(', ')}`)
    }
  }
  await browser.close()
  for (const line of low) console.log(line)
  return low.length === 0
}

interface Score {
  category: string
  /** 0 to 100. */
  value: number
  /** The audits that cost something. */
  lost: string[]
}

async function score(url: string, cookie: string): Promise<Score[]> {
  const result = await lighthouse(
    url,
    {
      port,
      logLevel: 'error',
      onlyCategories: [...categories],
      extraHeaders: { cookie },
      // The stream of the sync's news stays open: there is no idle network to wait for.
      maxWaitForLoad: 15_000,
    },
    values.mobile ? undefined : desktopConfig,
  )
  if (!result) throw new Error(`Lighthouse gave nothing for ${url}`)
  const { lhr } = result
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
  return categories.map((category) => {
    const { score: share, auditRefs = [] } = lhr.categories[category] ?? { score: null }
    return {
      category,
      value: Math.round((share ?? 0) * 100),
      lost: auditRefs
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
        .map(({ id }) => `${id} ${lhr.audits[id]?.displayValue ?? ''}`.trim()),
    }
  })
}
