import { countSecretsByKey, type Db, rotateSecrets } from '@tidemark/db'
import { addKey, type Keyring, makeKey, removeKey } from '@tidemark/db/secrets'
import { ShopError } from '../shops/shop-error.ts'

export const KEYS_HELP = `npm run keys -- COMMAND

  list         the keys by id, and how many secrets each has written
  rotate       a new key writes from now on, and everything is encrypted anew with it
  add          a new key, without encrypting anything anew
  remove ID    takes a key away that has written nothing that is kept

Tidemark may run all the while. Keys are those of the copy that npm start runs (TIDEMARK_DATA), or of
TIDEMARK_KEYS_FILE. Keys in TIDEMARK_KEYS can't be changed from here: "add" prints a new one to put in
front; once every process has been started anew with both, "rotate" uses it.`

/** What the commands work with. */
export type KeysContext = {
  db: Db
  keyring: Keyring
  /** Undefined: the keys are in the environment, where we can't change them. */
  keysFile: string | undefined
}

/** Does what one command says, and returns what to tell the person. */
export async function runKeysCommand(
  context: KeysContext,
  command: string | undefined,
  id: string | undefined,
): Promise<string> {
  switch (command) {
    case 'list':
      return await list(context)
    case 'rotate':
      return await rotate(context)
    case 'add':
      return await add(context)
    case 'remove':
      return await remove(context, id)
    default:
      throw new ShopError('Say what to do: list, rotate, add, remove. See --help.')
  }
}

async function list({ db, keyring }: KeysContext): Promise<string> {
  const counts = await countSecretsByKey(db)
  const ids = [...new Set([...keyring.ids, ...counts.keys()])]
  return ids
    .map((id) => {
      const role = id === keyring.writer.id ? 'writes' : keyring.find(id) ? 'reads' : 'MISSING'
      return [id.padEnd(12), role.padEnd(8), `${counts.get(id) ?? 0} secrets`].join('  ')
    })
    .join('\n')
}

/** A rotation that was broken off goes on; otherwise it begins with a new key, where we can make one. */
async function rotate({ db, keyring, keysFile }: KeysContext): Promise<string> {
  const counts = await countSecretsByKey(db)
  const isUnfinished = [...counts.keys()].some((id) => id !== keyring.writer.id)
  if (!isUnfinished && keysFile !== undefined) addKey(keysFile, nextId(keyring, counts))
  let rotated = 0
  // Who read the old key just before may still write with it: until nothing is found any more.
  for (let found = -1; found !== 0;) rotated += found = await rotateSecrets(db, keyring)
  const old = keyring.ids.filter((id) => id !== keyring.writer.id)
  const then =
    old.length === 0
      ? ''
      : ` ${old.join(', ')} may be taken away now${keysFile === undefined ? '' : ': npm run keys -- remove ID'}.`
  return `${rotated} secrets were encrypted anew; ${keyring.writer.id} writes.${then}`
}

async function add({ db, keyring, keysFile }: KeysContext): Promise<string> {
  const id = nextId(keyring, await countSecretsByKey(db))
  if (keysFile === undefined) {
    return `Put this in front of TIDEMARK_KEYS, followed by a comma, and start every process anew:\n${makeKey(id)}`
  }
  addKey(keysFile, id)
  return `${id} writes from now on; npm run keys -- rotate encrypts with it what is there.`
}

async function remove(
  { db, keyring, keysFile }: KeysContext,
  id: string | undefined,
): Promise<string> {
  if (id === undefined) throw new ShopError('Name the key: npm run keys -- remove ID.')
  if (!keyring.ids.includes(id)) throw new ShopError(`There is no key ${id}.`)
  if (id === keyring.writer.id) {
    throw new ShopError(`${id} is the key that writes; rotate first.`)
  }
  const count = (await countSecretsByKey(db)).get(id) ?? 0
  if (count > 0) throw new ShopError(`${count} secrets need ${id} still; rotate first.`)
  if (keysFile === undefined) return `${id} is not needed any more: take it out of TIDEMARK_KEYS.`
  removeKey(keysFile, id)
  return `${id} has been taken away.`
}

/** "k1" → "k2"; an id is never used twice while anything written by it is kept. */
function nextId(keyring: Keyring, counts: ReadonlyMap<string, number>): string {
  const used = new Set([...keyring.ids, ...counts.keys()])
  for (let n = used.size + 1; ; n += 1) if (!used.has(`k${n}`)) return `k${n}`
}
