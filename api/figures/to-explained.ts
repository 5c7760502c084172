import type { ConnectionResponse } from '../schemas/index.ts'

type Explained = ConnectionResponse['notices'][number]

/** Trouble, or a notice, without what only the database needs to know. */
export const toExplained = ({ code, sentence, action, mend }: Explained): Explained => ({
  code,
  sentence,
  action,
  mend,
})
