import { DATE_BASES, definitions, definitionsVersion, SWITCHES } from '@tidemark/db/insights'
import { signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { type Definition, DefinitionsResponse } from '../schemas/index.ts'

/** GET /api/definitions: what each number means, and why Shopify can show another. */
export const definitionsRoute: Route = (app, { db }) => {
  app.get(
    '/api/definitions',
    {
      schema: {
        operationId: 'getDefinitions',
        tags: ['figures'],
        summary: 'What each number means',
        description:
          'The catalogue that all figures are made by. Answers with figures name its version and, ' +
          'field by field, the definitions they follow, in `metadata`.',
        security: [{ session: [] }],
        response: { 200: DefinitionsResponse.describe('The catalogue'), ...problemResponses(401) },
      },
      onRequest: signedIn(db),
    },
    () => ({
      definitionsVersion,
      definitions: Object.values(definitions).map(toDefinition),
      dateBases: toSentences(DATE_BASES),
      switches: toSentences(SWITCHES),
    }),
  )
}

type Stored = (typeof definitions)[keyof typeof definitions]

const toDefinition = (definition: Stored): Definition => ({
  ...definition,
  switches: [...definition.switches],
})

function toSentences<Id extends string>(sentences: Readonly<Record<Id, string>>) {
  const entries = Object.entries(sentences) as [Id, string][]
  return entries.map(([id, sentence]) => ({ id, sentence }))
}
