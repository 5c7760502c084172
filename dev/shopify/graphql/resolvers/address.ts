import type { Address } from '../../world/model.ts'
import { typeResolvers } from '../resolver.ts'
import type { Arguments } from '../resolver.ts'
import { nothing } from './absent.ts'

/** An address and whose it is, which Shopify writes into its id. */
export interface AddressSource {
  address: Address
  owner: 'CustomerAddress' | 'Address'
}

/** The address ready to resolve; null stays null. */
export function toAddress(
  address: Address | null | undefined,
  owner: AddressSource['owner'],
): AddressSource | null {
  return address ? { address, owner } : null
}

function fullName({ firstName, lastName }: Address): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || null
}

function format(address: Address, args: Arguments): string[] {
  const { address1, address2, city, provinceCode, zip, country, company } = address
  return [
    args['withName'] === true ? fullName(address) : null,
    args['withCompany'] === true ? company : null,
    address1,
    address2,
    [city, provinceCode, zip].filter(Boolean).join(' '),
    country,
  ].filter((line): line is string => line !== null && line !== '')
}

function area({ city, provinceCode, country }: Address): string | null {
  return [city, provinceCode, country].filter(Boolean).join(', ') || null
}

/** `MailingAddress`. */
export const mailingAddress = typeResolvers<AddressSource>({
  id: ({ address, owner }) => `gid://shopify/MailingAddress/${address.id}?model_name=${owner}`,
  firstName: ({ address }) => address.firstName,
  lastName: ({ address }) => address.lastName,
  name: ({ address }) => fullName(address),
  company: ({ address }) => address.company,
  address1: ({ address }) => address.address1,
  address2: ({ address }) => address.address2,
  city: ({ address }) => address.city,
  province: ({ address }) => address.province,
  provinceCode: ({ address }) => address.provinceCode,
  country: ({ address }) => address.country,
  countryCode: ({ address }) => address.countryCode,
  countryCodeV2: ({ address }) => address.countryCode,
  zip: ({ address }) => address.zip,
  phone: ({ address }) => address.phone,
  formatted: ({ address }, args) => format(address, args),
  formattedArea: ({ address }) => area(address),
  coordinatesValidated: () => false,
  latitude: nothing,
  longitude: nothing,
})

/** `ShopAddress`. */
export const shopAddress = typeResolvers<Address>({
  id: ({ id }) => `gid://shopify/ShopAddress/${id}`,
  company: ({ company }) => company,
  address1: ({ address1 }) => address1,
  address2: ({ address2 }) => address2,
  city: ({ city }) => city,
  province: ({ province }) => province,
  provinceCode: ({ provinceCode }) => provinceCode,
  country: ({ country }) => country,
  countryCode: ({ countryCode }) => countryCode,
  countryCodeV2: ({ countryCode }) => countryCode,
  zip: ({ zip }) => zip,
  phone: ({ phone }) => phone,
  formatted: (address, args) => format(address, args),
  formattedArea: (address) => area(address),
  coordinatesValidated: () => false,
  latitude: nothing,
  longitude: nothing,
})
