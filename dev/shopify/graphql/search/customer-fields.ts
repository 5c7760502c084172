import type { Customer, ShopState } from '../../world/model.ts'
import type { SearchFields } from './compile.ts'
import {
  booleanField,
  dayField,
  idField,
  keywordField,
  numberField,
  textField,
  timeField,
  timesField,
} from './field.ts'

/** The few filters of `customersCount`. */
export const customersCountFields: SearchFields<Customer> = {
  id: idField(({ id }) => [id]),
  created_at: timeField(({ createdAt }) => createdAt),
  updated_at: dayField(({ updatedAt }) => updatedAt),
}

/** The filters of `customers`. Its `updated_at` knows only whole days. */
export function toCustomerFields({ shop, orders }: ShopState): SearchFields<Customer> {
  return {
    ...customersCountFields,
    default: textField(({ firstName, lastName, email }) => [
      `${firstName ?? ''} ${lastName ?? ''}`,
      email,
    ]),
    customer_date: timeField(({ createdAt }) => createdAt),
    order_date: timesField(({ orderIds }) =>
      orderIds.flatMap((id) => orders.get(id)?.processedAt ?? []),
    ),
    accepts_marketing: booleanField(({ emailMarketing }) => emailMarketing === 'SUBSCRIBED'),
    country: keywordField(({ addresses }) =>
      addresses.flatMap(({ country, countryCode }) => [country, countryCode]),
    ),
    email: textField(({ email }) => [email]),
    phone: keywordField(({ phone }) => [phone]),
    first_name: textField(({ firstName }) => [firstName]),
    last_name: textField(({ lastName }) => [lastName]),
    state: keywordField(({ state }) => [state]),
    tag: keywordField(({ tags }) => tags),
    tag_not: (term, environment) => {
      const field = keywordField<Customer>(({ tags }) => tags)(term, environment)
      return typeof field === 'function' ? (customer) => !field(customer) : field
    },
    orders_count: numberField(({ summary }) => summary.numberOfOrders),
    total_spent: numberField(({ summary }) => summary.amountSpent / 10 ** shop.minorDigits),
  }
}
