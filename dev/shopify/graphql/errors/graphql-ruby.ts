import { argumentErrors } from './argument-errors.ts'
import { error } from './ruby-error.ts'
import type { Around, RubyError } from './ruby-error.ts'
import { selectionErrors } from './selection-errors.ts'

const TRANSLATIONS = [...selectionErrors, ...argumentErrors]

/** Says a graphql-js validation error in graphql-ruby's words; an unforeseen one keeps its own. */
export function toGraphqlRuby(message: string, place: Around): RubyError {
  for (const [pattern, translate] of TRANSLATIONS) {
    const match = pattern.exec(message)
    if (match !== null) return translate([...match], place)
  }
  return error('invalid', message, {})
}
