import type { Profile, Region } from './profile.ts'

/**
 * Clothes for the rain from Bergen: crowns, prices with tax. Small, and the app is not installed: this
 * is the shop that somebody installs by clicking, and that is there a moment later.
 */
export const fjordOutfitters: Profile = {
  handle: 'fjord-outfitters',
  name: 'Fjord Outfitters',
  ownerName: 'Ingrid Solheim',
  currencyCode: 'NOK',
  ianaTimezone: 'Europe/Oslo',
  standardOffsetHours: 1,
  taxesIncluded: true,
  orders: 1_800,
  growth: 2.1,
  seasons: [0.9, 0.8, 0.9, 1, 1.05, 0.95, 0.85, 0.95, 1.1, 1.15, 1.4, 1.5],
  weekdays: [1.1, 1, 0.95, 0.95, 1, 1.05, 1.05],
  priceEnding: (minor) => Math.round(minor / 1000) * 1000 - 100,
  regions: [
    home('Vestland', 46, ['Bergen', '5003'], ['Voss', '5700']),
    home('Oslo', 32, ['Oslo', '0151']),
    home('Trøndelag', 16, ['Trondheim', '7011']),
    abroad('Sweden', 'SE', 'SEK', 986_400, 5, ['Göteborg', '411 03']),
    abroad('Denmark', 'DK', 'DKK', 634_100, 3, ['Aarhus', '8000']),
  ],
  productLines: [
    {
      productType: 'Outerwear',
      adjectives: ['Fjord', 'Regn', 'Storm', 'Vidde'],
      nouns: ['Anorak', 'Parkas', 'Cape'],
      options: [
        { name: 'Size', values: ['S', 'M', 'L', 'XL'] },
        { name: 'Color', values: ['Blue', 'Moss'] },
      ],
      price: [89_900, 329_900],
      reducedRatePpm: null,
      weightGrams: [600, 1500],
    },
    {
      productType: 'Wool',
      adjectives: ['Marius', 'Setesdal', 'Fana'],
      nouns: ['Cardigan', 'Hat', 'Mittens'],
      options: [{ name: 'Size', values: ['S', 'M', 'L'] }],
      price: [24_900, 189_900],
      reducedRatePpm: null,
      weightGrams: [90, 800],
    },
  ],
  vendors: ['Fjord', 'Vestkyst'],
  firstNames: ['Astrid', 'Bjørn', 'Eirik', 'Frida', 'Håkon', 'Liv', 'Sigrid', 'Tor', 'Åse'],
  lastNames: ['Berg', 'Dahl', 'Haugen', 'Lie', 'Moen', 'Nygård', 'Strand', 'Ødegård'],
  streets: ['Strandgaten', 'Kirkeveien', 'Fjellveien', 'Bryggen'],
  phonePrefix: '+4755500',
  locale: 'nb-NO',
  shipping: [
    { title: 'Pakke i postkassen', code: 'POST', price: 6900, freeFrom: 100_000 },
    { title: 'Hjem på kvelden', code: 'HOME', price: 14_900, freeFrom: null },
  ],
  giftCards: [30_000, 50_000, 100_000],
  tips: [2000, 5000],
  additionalFee: { name: 'Miljøgebyr', price: 500 },
  returnFee: 7900,
  discountCodes: [
    { code: 'VELKOMMEN10', basisPoints: 1000 },
    { code: 'REGN25', basisPoints: 2500 },
    { code: 'GAVE100', basisPoints: 10_000 },
  ],
  amountCodes: [{ code: 'HUNDRE', amount: 10_000 }],
  importedYears: 0.8,
  giftCardTitle: 'Gavekort',
  tipTitle: 'Tips',
  planName: 'Basic',
  shopifyPlus: false,
  restoreRate: 100,
  shares: {
    guest: 0.08,
    newCustomer: 0.45,
    tip: 0.02,
    giftCard: 0.03,
    lineDiscount: 0.12,
    orderDiscount: 0.15,
    additionalFee: 0.04,
    test: 0.01,
    pending: 0.05,
    authorized: 0.03,
  },
}

function home(province: string, weight: number, ...cities: [string, string][]): Region {
  const place = { country: 'Norway', countryCode: 'NO', province, provinceCode: null }
  const taxes = [{ title: 'MVA', ratePpm: 250_000, onShipping: true }]
  return { ...place, cities, taxes, weight, currency: null, duties: false }
}

function abroad(
  country: string,
  countryCode: string,
  code: string,
  ratePpm: number,
  weight: number,
  city: [string, string],
): Region {
  const place = { country, countryCode, province: null, provinceCode: null }
  return { ...place, cities: [city], taxes: [], weight, currency: { code, ratePpm }, duties: true }
}
