import type { Profile, Region } from './profile.ts'

/** Tea and tea ware from Kyoto: yen, which have no minor units, prices without tax. */
export const kumoTea: Profile = {
  handle: 'kumo-tea',
  name: 'Kumo Tea',
  ownerName: 'Aoi Nishimura',
  currencyCode: 'JPY',
  ianaTimezone: 'Asia/Tokyo',
  standardOffsetHours: 9,
  taxesIncluded: false,
  orders: 21_500,
  growth: 3.2,
  seasons: [1.1, 0.8, 0.95, 1.1, 1.25, 0.9, 0.85, 0.8, 0.9, 1, 1.15, 1.5],
  weekdays: [1.15, 0.9, 0.9, 0.95, 1, 1.05, 1.15],
  priceEnding: (minor) => Math.round(minor / 10) * 10,
  regions: [
    region('東京都', 'JP-13', 46, ['渋谷区', '150-0002'], ['台東区', '111-0032']),
    region('京都府', 'JP-26', 18, ['京都市', '604-8005']),
    region('大阪府', 'JP-27', 20, ['大阪市', '530-0001']),
    foreign('Taiwan', 'TW', 'TWD', 213_400, 6, ['Taipei', '106']),
    foreign('United States', 'US', 'USD', 6_584, 6, ['Seattle', '98104']),
    foreign('South Korea', 'KR', 'KRW', 9_214_000, 4, ['Seoul', '04524']),
  ],
  productLines: [
    {
      productType: 'お茶',
      adjectives: ['宇治', '雲', '霧', '朝', '山'],
      nouns: ['煎茶', '玉露', 'ほうじ茶', '抹茶'],
      options: [{ name: '内容量', values: ['50g', '100g', '200g'] }],
      price: [680, 5400],
      reducedRatePpm: 80_000,
      weightGrams: [60, 260],
    },
    {
      productType: '茶器',
      adjectives: ['白磁', '黒土', '青釉', '鉄'],
      nouns: ['急須', '湯呑', '茶碗', '茶筅'],
      options: [{ name: '色', values: ['白', '黒', '藍'] }],
      price: [1800, 24000],
      reducedRatePpm: null,
      weightGrams: [90, 900],
    },
  ],
  vendors: ['Kumo', '宇治園'],
  firstNames: [
    '陽菜',
    '蓮',
    '結衣',
    '湊',
    '凛',
    '悠真',
    '葵',
    '大和',
    'さくら',
    '樹',
    '美咲',
    '翔',
    'Emma',
    'Min-jun',
  ],
  lastNames: [
    '佐藤',
    '鈴木',
    '高橋',
    '田中',
    '伊藤',
    '渡辺',
    '山本',
    '中村',
    '小林',
    '加藤',
    '吉田',
    '山田',
    'Lee',
    'Wang',
  ],
  streets: ['桜通', '本町', '川端通', '緑が丘', '西町'],
  phonePrefix: '+81355500',
  locale: 'ja',
  shipping: [
    { title: '宅急便', code: 'TAKKYUBIN', price: 770, freeFrom: 8000 },
    { title: 'クール便', code: 'COOL', price: 1100, freeFrom: null },
  ],
  giftCards: [3000, 5000, 10000],
  tips: [200, 500],
  additionalFee: { name: 'ギフト包装料', price: 330 },
  returnFee: 880,
  discountCodes: [
    { code: 'HAJIME10', basisPoints: 1000 },
    { code: 'SHINCHA', basisPoints: 1234 },
    { code: 'KUMO100', basisPoints: 10_000 },
  ],
  amountCodes: [{ code: 'GOHYAKU', amount: 500 }],
  importedYears: 0.4,
  giftCardTitle: 'ギフトカード',
  tipTitle: 'チップ',
  planName: 'Plus',
  shopifyPlus: true,
  restoreRate: 1000,
  shares: {
    guest: 0.06,
    newCustomer: 0.38,
    tip: 0.02,
    giftCard: 0.02,
    lineDiscount: 0.1,
    orderDiscount: 0.15,
    additionalFee: 0.05,
    test: 0.006,
    pending: 0.06,
    authorized: 0.02,
  },
}

function region(
  province: string,
  provinceCode: string,
  weight: number,
  ...cities: [string, string][]
): Region {
  const place = { country: 'Japan', countryCode: 'JP', province, provinceCode }
  const taxes = [{ title: '消費税', ratePpm: 100_000, onShipping: true }]
  return { ...place, cities, taxes, weight, currency: null, duties: false }
}

function foreign(
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
