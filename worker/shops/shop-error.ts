/** Why a shop could not be added or changed: a sentence for the person at the keyboard. */
export class ShopError extends Error {
  override name = 'ShopError'
}
