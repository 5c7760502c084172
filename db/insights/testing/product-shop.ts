import { sql } from 'kysely'
import { inTenant, type Db, type TenantTrx } from '../../index.ts'
import { createTestTenant } from '../../testing/index.ts'

/** One row of `daily_product_sales`, US dollars and the part `event` unless it says otherwise. */
interface Sold {
  day: string
  product: number
  variant: number
  units: number
  returnedUnits?: number
  gross: string
  discounts?: string
  returns?: string
  part?: 'event' | 'moved'
  currency?: string
}

/**
 * Sales of a few products, as the rollups hold them. Lamp (2 variants) sells well, of Mug more comes
 * back than is sold in March, Old lamp was deleted, Draft isn't for sale, Plate never sold and Vase
 * not since January; product 99 is one that the mirror doesn't know, 0 stands for custom items.
 */
export async function createProductShop(
  db: Db,
): Promise<{ tenantId: string; run: <T>(work: (trx: TenantTrx) => Promise<T>) => Promise<T> }> {
  const { tenantId } = await createTestTenant(db)
  const run = <T>(work: (trx: TenantTrx) => Promise<T>) => inTenant(db, tenantId, work)
  await run(async (trx) => {
    await sql`
      insert into products (tenant_id, id, title, handle, status, vendor, product_type, deleted_at,
        created_at, updated_at, content_hash)
      select ${tenantId}, p.id, p.title, lower(p.title), p.status, p.vendor, p.type,
        p.deleted_at::timestamptz, now(), now(), '\\x00'
      from (values
        (1, 'Lamp', 'ACTIVE', 'Lux', 'Light', null),
        (2, 'Mug', 'ACTIVE', 'Clay', 'Kitchen', null),
        (3, 'Old lamp', 'ACTIVE', 'Lux', 'Light', '2026-03-20T00:00:00Z'),
        (4, 'Draft', 'DRAFT', 'Clay', null, null),
        (5, 'Plate', 'ACTIVE', 'Clay', 'Kitchen', null),
        (6, 'Vase', 'UNLISTED', null, null, null)
      ) as p (id, title, status, vendor, type, deleted_at)
    `.execute(trx)
    await sql`
      insert into variants (tenant_id, id, product_id, title, sku, price, position)
      select ${tenantId}, * from (values
        (10, 1, 'Small', 'LAMP-S', 20, 1), (11, 1, 'Large', 'LAMP-L', 30.5, 2),
        (12, 1, 'Huge', 'LAMP-H', 90, 3), (20, 2, 'Default', 'MUG', 8, 1),
        (50, 5, 'Default', 'PLATE', 5, 1), (60, 6, 'Default', null, 40, 1)
      ) as v
    `.execute(trx)
    for (const row of SALES) await insert(trx, tenantId, row)
  })
  return { tenantId, run }
}

const SALES: readonly Sold[] = [
  { day: '2026-01-15', product: 6, variant: 60, units: 1, gross: '40' },
  { day: '2026-02-10', product: 2, variant: 20, units: 5, gross: '40' },
  { day: '2026-03-02', product: 1, variant: 10, units: 3, gross: '60', discounts: '-6' },
  { day: '2026-03-02', product: 1, variant: 11, units: 1, gross: '30.5' },
  // Two sold and one returned on one day.
  {
    day: '2026-03-09',
    product: 1,
    variant: 10,
    units: 1,
    returnedUnits: -1,
    gross: '40',
    returns: '-18',
  },
  // One sold, three of February's returned.
  {
    day: '2026-03-10',
    product: 2,
    variant: 20,
    units: -2,
    returnedUnits: -3,
    gross: '8',
    returns: '-24',
  },
  { day: '2026-03-31', product: 3, variant: 30, units: 2, gross: '10' },
  { day: '2026-03-31', product: 99, variant: 0, units: 1, gross: '7.25' },
  { day: '2026-03-15', product: 0, variant: 0, units: 4, gross: '12' },
  // The currency that the shop had before.
  { day: '2026-03-01', product: 1, variant: 10, units: 2, gross: '1000', currency: 'CAD' },
  { day: '2026-04-01', product: 1, variant: 10, units: 1, gross: '20' },
  // The mugs of February: they came back in March, of orders of February.
  {
    day: '2026-02-10',
    product: 2,
    variant: 20,
    units: -3,
    returnedUnits: -3,
    gross: '0',
    returns: '-24',
    part: 'moved',
  },
  {
    day: '2026-03-10',
    product: 2,
    variant: 20,
    units: 3,
    returnedUnits: 3,
    gross: '0',
    returns: '24',
    part: 'moved',
  },
]

async function insert(trx: TenantTrx, tenantId: string, row: Sold): Promise<void> {
  const { gross, discounts = '0', returns = '0' } = row
  await trx
    .insertInto('daily_product_sales')
    .values({
      tenant_id: tenantId,
      part: row.part ?? 'event',
      day: row.day,
      product_id: String(row.product),
      variant_id: String(row.variant),
      currency_code: row.currency ?? 'USD',
      units: String(row.units),
      returned_units: String(row.returnedUnits ?? 0),
      gross_sales: gross,
      discounts,
      returns,
      net_sales: sql`${gross}::numeric + ${discounts}::numeric + ${returns}::numeric`,
      // As if each row were two of the ledger; one of them is the one that moves.
      entries: row.part === 'moved' ? Math.sign(row.units) * -1 : 2,
    })
    .execute()
}
