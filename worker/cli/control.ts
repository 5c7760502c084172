import type { CountedEntity, ShopCommand } from '../contract.ts'
import { findShop } from '../shops/change-shop.ts'
import { controlShop } from '../shops/control-shop.ts'
import type { Operator } from '../shops/operator.ts'
import { ShopError } from '../shops/shop-error.ts'
import { toSeconds } from './interval.ts'
import type { ShopOptions } from './options.ts'

type Control = (operator: Operator, options: ShopOptions) => Promise<string>

const ENTITIES: readonly CountedEntity[] = ['orders', 'customers', 'products']

/** The commands that the API and Temporal's UI know too, by the words of the command line. */
export const controls = {
  pause: control(() => ({ command: 'pause' })),
  resume: control(() => ({ command: 'resume' })),
  cancel: control(() => ({ command: 'cancel' })),
  interval: control(({ every }) => {
    if (!every) throw new ShopError('Give the interval with --every, such as 30m.')
    return { command: 'setInterval', seconds: toSeconds(every, '--every') }
  }),
  resync: control(({ entity }) => ({ command: 'resync', entity: toEntity(entity) }), {
    mustDo: true,
  }),
  'retry-rejected': control(() => ({ command: 'retryRejected' }), { mustDo: true }),
} satisfies Record<string, Control>

/** @param mustDo where nothing was done the command has failed; else the shop is as it was wanted */
function control(
  toCommand: (options: ShopOptions) => ShopCommand,
  { mustDo = false } = {},
): Control {
  return async (operator, options) => {
    const command = toCommand(options)
    const shop = await findShop(operator, options.domain)
    const { done, sentence } = await controlShop(operator, shop, command, { via: 'command line' })
    if (mustDo && !done) throw new ShopError(sentence)
    return sentence
  }
}

/** One of the three mirrored kinds, as `--entity` names it. */
export function toEntity(given: string | undefined): CountedEntity {
  const entity = ENTITIES.find((one) => one === given)
  if (!entity) throw new ShopError(`Give one of ${ENTITIES.join(', ')} with --entity.`)
  return entity
}
