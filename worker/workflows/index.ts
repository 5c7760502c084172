export { syncShop } from './sync-shop.ts'
export { scheduledSync } from './scheduled-sync.ts'
export { controlShop } from './control-shop.ts'
export { connectShop } from './connect-shop.ts'
