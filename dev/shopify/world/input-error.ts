/** Raised where a caller names a shop, customer, day, moment or amount that can't be. */
export class WorldInputError extends Error {
  override name = 'WorldInputError'
}
