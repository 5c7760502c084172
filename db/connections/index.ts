/** How shops are reached. */
export {
  loadConnection,
  saveConnection,
  saveGrantedToken,
  type GrantedToken,
  type NewConnection,
  type ShopConnection,
} from './connections.ts'
