/** What each number means, in a merchant's words. The definitions are those of the API. */
export const definitions = {
  totalRevenue:
    'Total sales: net sales plus shipping, duties, fees and taxes, of orders, edits, returns and ' +
    'refunds in this period. Tips and gift cards are shown apart. Test orders count nowhere.',
  orders:
    'Orders whose order date lies in this period, cancelled and unpaid ones too, without test orders.',
  customers:
    'All customers of the shop who are not deleted, whether or not they ordered in this period. ' +
    'The comparison is with how many existed when the period before ended.',
  averageOrderValue:
    'What the period’s orders were worth when they were placed: gross sales less discounts, divided ' +
    'by the number of orders. Later edits and refunds do not move it.',
} as const
