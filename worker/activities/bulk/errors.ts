import { ShopifyError } from '../../shopify/errors.ts'

/** The address of a bulk file is not accepted any more: Shopify gives a fresh one when asked. */
export class BulkAddressError extends ShopifyError {
  readonly kind = 'retry_soon'
  readonly status: number

  constructor(status: number) {
    super(`The address of the bulk file is not accepted (${status}).`)
    this.status = status
  }
}

/** The file is not what the operation said: cut, too short, or not made of JSON lines. */
export class BulkFileError extends ShopifyError {
  readonly kind = 'retry_soon'
}
