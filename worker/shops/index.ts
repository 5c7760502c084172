/** Adding, changing and removing shops, for the command line and for the launcher. */
export { addShop, type AddedShop, type NewShop } from './add-shop.ts'
export { type Operator, withOperator } from './operator.ts'
export type { OwnAccess } from './shop-access.ts'
export { ShopError } from './shop-error.ts'
export { readWorkerConfig, type WorkerConfig } from '../config.ts'
