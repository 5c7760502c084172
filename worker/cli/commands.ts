import { inTenant, listMembers, listTenants, requestResync, setStoresNames } from '@tidemark/db'
import { addMember } from '../shops/add-member.ts'
import { dropMember } from '../shops/drop-member.ts'
import { addShop } from '../shops/add-shop.ts'
import { findShop, removeShop, rotateToken } from '../shops/change-shop.ts'
import { syncShopNow } from '../shops/sync-shop-now.ts'
import type { Operator } from '../shops/operator.ts'
import { toAccess } from '../shops/shop-access.ts'
import { ShopError } from '../shops/shop-error.ts'
import { controls, toEntity } from './control.ts'
import { toSeconds } from './interval.ts'
import { listRejected } from './list-rejected.ts'
import type { ShopOptions } from './options.ts'
import { showStatus } from './show-status.ts'
import { verify } from './verify.ts'

/** Does what one command says, and returns what to tell the person. */
export type Command = (operator: Operator, options: ShopOptions) => Promise<string>

async function add(operator: Operator, options: ShopOptions): Promise<string> {
  const { domain = '', email = '', password = '', name } = options
  const added = await addShop(operator, {
    domain,
    email,
    password,
    name,
    access: accessOf(options),
    syncIntervalSeconds: options.interval ? toSeconds(options.interval) : undefined,
    sync: !options['no-sync'],
    storesNames: options.names === undefined ? undefined : toSwitch(options.names),
  })
  const account = added.newAccount ? 'An account was made' : 'It was added to the account'
  const sync = options['no-sync'] ? 'No sync was started.' : 'Its first sync has been started.'
  return `${added.name} (${added.shopDomain}) is here. ${account} for ${email}. ${sync}`
}

/** Another person's login: one who looks, unless told otherwise; or its end. */
async function member(operator: Operator, options: ShopOptions): Promise<string> {
  const { email = '', password, role = 'viewer', remove: isToGo = false } = options
  if (role !== 'viewer' && role !== 'owner') {
    throw new ShopError('Give --role viewer or --role owner.')
  }
  const shop = await findShop(operator, options.domain)
  if (isToGo) {
    await dropMember(operator, { shop, email })
    return `${email} has no access to ${shop.shopDomain} any more.`
  }
  const added = await addMember(operator, { tenantId: shop.id, email, password, role })
  const account = added.newAccount ? 'An account was made. ' : ''
  const may = role === 'viewer' ? 'may look at' : 'owns'
  return `${account}${email} ${may} ${shop.shopDomain}.`
}

async function members(operator: Operator, { domain }: ShopOptions): Promise<string> {
  const shop = await findShop(operator, domain)
  const people = await listMembers(operator.db, shop.id)
  if (people.length === 0) return `Nobody may look at ${shop.shopDomain} yet.`
  const width = Math.max(...people.map(({ email }) => email.length))
  return people
    .map(({ email, role, since }) =>
      [email.padEnd(width), role.padEnd(6), `since ${since.toISOString().slice(0, 10)}`].join('  '),
    )
    .join('\n')
}

async function list({ db }: Operator): Promise<string> {
  const shops = await listTenants(db)
  if (shops.length === 0) return 'There is no shop yet. Add one: npm run shop -- add --help'
  const width = Math.max(...shops.map(({ shopDomain }) => shopDomain.length))
  return shops
    .map(({ shopDomain, status, syncIntervalSeconds, name }) =>
      [shopDomain.padEnd(width), status.padEnd(15), `every ${syncIntervalSeconds} s`, name].join(
        '  ',
      ),
    )
    .join('\n')
}

async function sync(operator: Operator, { domain }: ShopOptions): Promise<string> {
  const shop = await findShop(operator, domain)
  if (shop.status === 'paused') {
    throw new ShopError(`${shop.shopDomain} is paused; resume it first.`)
  }
  const status = await syncShopNow(operator, shop)
  return status === 'started'
    ? `A sync of ${shop.shopDomain} has been started.`
    : `${shop.shopDomain} is being synced; one more round will follow.`
}

async function status(operator: Operator, { domain }: ShopOptions): Promise<string> {
  return await showStatus(operator, await findShop(operator, domain))
}

async function rejected(operator: Operator, { domain, entity }: ShopOptions): Promise<string> {
  const wanted = entity === undefined ? undefined : toEntity(entity)
  return await listRejected(operator, await findShop(operator, domain), wanted)
}

async function verifyShop(operator: Operator, { domain, repair }: ShopOptions): Promise<string> {
  return await verify(operator, await findShop(operator, domain), { repair })
}

async function rotate(operator: Operator, options: ShopOptions): Promise<string> {
  const shop = await findShop(operator, options.domain)
  await rotateToken(operator, shop, accessOf(options))
  return `The new access to ${shop.shopDomain} works and has been stored.`
}

/** Whether names are stored: off removes them at once; on needs all customers to be read again. */
async function names(operator: Operator, { domain, names }: ShopOptions): Promise<string> {
  const shop = await findShop(operator, domain)
  const allowed = toSwitch(names)
  const changed = await inTenant(operator.db, shop.id, async (trx) => {
    const changed = await setStoresNames(trx, allowed)
    if (changed && allowed) await requestResync(trx, 'customers')
    return changed
  })
  if (!changed) return `${shop.shopDomain} is like that already.`
  return allowed
    ? `Names of ${shop.shopDomain}'s customers are stored again; the next sync reads them.`
    : `All names of ${shop.shopDomain}'s customers have been removed, and none is read any more.`
}

function toSwitch(given: string | undefined): boolean {
  if (given !== 'on' && given !== 'off') throw new ShopError('Give --names on or --names off.')
  return given === 'on'
}

async function remove(operator: Operator, { domain }: ShopOptions): Promise<string> {
  const shop = await findShop(operator, domain)
  await removeShop(operator, shop)
  return `${shop.shopDomain} and all of its rows have been removed.`
}

const accessOf = (options: ShopOptions) =>
  toAccess({
    token: options.token,
    clientId: options['client-id'],
    clientSecret: options['client-secret'],
  })

const commands: Record<string, Command> = {
  add,
  member,
  members,
  list,
  status,
  sync,
  ...controls,
  rejected,
  verify: verifyShop,
  'rotate-token': rotate,
  names,
  remove,
}

/** The command of this name. */
export function findCommand(name: string | undefined): Command {
  const command = name === undefined ? undefined : commands[name]
  if (!command) {
    throw new ShopError(`Say what to do: ${Object.keys(commands).join(', ')}. See --help.`)
  }
  return command
}
