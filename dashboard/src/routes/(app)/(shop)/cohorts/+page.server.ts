import { fetchCohorts } from '#lib/api/routes.ts'
import { readMeasure } from '#lib/cohorts/measure.ts'
import { soon } from '#lib/loading/soon.ts'
import { openPage } from '#lib/page/open-page.ts'
import { daysOf } from '#lib/view/view.ts'
import type { PageServerLoad } from './$types'

/** Cohorts of the months that the range touches. */
export const load: PageServerLoad = async ({ fetch: anyShop, url, depends, parent }) => {
  depends('tidemark:numbers')
  const { fetch, view } = await openPage({ fetch: anyShop, url: withYear(url), parent })
  const query = { ...daysOf(view), reversals: view.reversals }
  const cohorts = await soon(fetchCohorts(fetch, query))
  return {
    view,
    query,
    measure: readMeasure(url.searchParams),
    allMonths: url.searchParams.get('months') === 'all',
    cohorts: cohorts.value,
  }
}

/** The address with a year where it names no days: a cohort takes months to show anything. */
function withYear(url: URL): URL {
  if (['range', 'from', 'to'].some((name) => url.searchParams.has(name))) return url
  const year = new URL(url)
  year.searchParams.set('range', '12m')
  return year
}
