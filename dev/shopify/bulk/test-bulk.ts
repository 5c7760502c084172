import { startTestShopify } from '../http/start-test-shopify.ts'

/** A bulk operation as GraphQL tells it. */
export interface ToldOperation {
  id: string
  status: string
  errorCode: string | null
  objectCount: string
  rootObjectCount: string
  fileSize: string | null
  url: string | null
  partialDataUrl: string | null
  completedAt: string | null
}

/** A line of a result. */
export type Row = { id: string; __parentId?: string } & Record<string, unknown>

interface RunAnswer {
  bulkOperation: ToldOperation | null
  userErrors: { code: string | null; field: string[] | null; message: string }[]
}

const FIELDS =
  'id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt'
const RUN = `mutation run($query: String!, $groupObjects: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
    bulkOperation { ${FIELDS} } userErrors { code field message } } }`

/** A small stand-in with its clock stopped, and what tests of bulk operations do with it. */
export async function startBulkShop() {
  const started = await startTestShopify()
  const { graphql, control } = started
  await control('clock', { frozen: true })

  const ask = async (query: string, variables: object = {}, token?: string) => {
    const headers = token === undefined ? {} : { 'x-shopify-access-token': token }
    const response = await graphql({ query, variables }, { headers })
    return (await response.json()) as {
      data: Record<string, unknown>
      errors?: { message: string }[]
    }
  }
  const run = async (query: string, { groupObjects = false, token = started.token } = {}) => {
    const { data } = await ask(RUN, { query, groupObjects }, token)
    return data['bulkOperationRunQuery'] as RunAnswer
  }
  const find = async (id: string) => {
    const query = `query find($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`
    const { data } = await ask(query, { id })
    return data['bulkOperation'] as ToldOperation | null
  }
  /** Asks until the operation is none of these any more. */
  const leave = async (id: string, ...statuses: string[]): Promise<ToldOperation> => {
    for (;;) {
      const operation = await find(id)
      if (operation === null) throw new Error(`There is no ${id}`)
      if (!statuses.includes(operation.status)) return operation
    }
  }
  const finish = async (
    query: string,
    options: { groupObjects?: boolean; token?: string } = {},
  ) => {
    const { bulkOperation, userErrors } = await run(query, options)
    if (bulkOperation === null) throw new Error(JSON.stringify(userErrors))
    return leave(bulkOperation.id, 'CREATED', 'RUNNING', 'CANCELING')
  }
  const faults = (...rules: object[]) => control('faults', { rules })
  const clearFaults = () =>
    fetch(`${started.shopify.control}/_control/faults`, { method: 'DELETE' })
  return { ...started, ask, run, find, leave, finish, faults, clearFaults }
}

/** The rows of a result. */
export async function readRows(url: string | null): Promise<Row[]> {
  const text = await (await fetch(url ?? '')).text()
  if (!text.endsWith('\n')) throw new Error('The file ends within a line')
  return parseRows(text)
}

export function parseRows(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}
