import type { DefinitionsResponse } from '@tidemark/api/contract'
import type { Failure } from '#lib/api/answer.ts'
import { fetchDefinitions } from '#lib/api/routes.ts'

/**
 * What the numbers mean, from the API. Read in the browser when somebody first asks, once for all
 * numbers; again when the figures on the page were made by another version of it.
 */
class Catalogue {
  found = $state.raw<DefinitionsResponse | null>(null)
  failure = $state.raw<Failure | null>(null)
  #reading = false

  /** `version`: of the catalogue that the figures on the page follow, if that is known. */
  async read(version: string | undefined): Promise<void> {
    const known = this.found?.definitionsVersion
    if (this.#reading || (known !== undefined && (version ?? known) === known)) return
    this.#reading = true
    const answer = await fetchDefinitions(fetch)
    this.#reading = false
    this.failure = answer.ok ? null : answer.failure
    if (answer.ok) this.found = answer.value
  }
}

export const catalogue = new Catalogue()
