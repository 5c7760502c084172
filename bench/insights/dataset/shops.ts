import type { Client } from 'pg'

/** A shop of the data set, and how much it holds. */
export interface DatasetShop {
  orders: number
  products: number
}

/** The shops that are measured, by their domains. */
export const LARGE = 'large.myshopify.com'
export const MIDDLE = 'middle.myshopify.com'

/** Shops beside the two that are measured, so that a tenant is one of a thousand. */
const SMALL_SHOPS = 998
const SMALL: DatasetShop = { orders: 200, products: 50 }
const MIDDLE_SIZE: DatasetShop = { orders: 10_000, products: 500 }

/**
 * Makes the tenants and `bench.shops`, which the rows are generated from. The large shop lies between
 * the others: it is neither first nor last in any index.
 */
export async function addShops(client: Client, large: DatasetShop): Promise<void> {
  await client.query(`
    create schema if not exists bench;
    create table bench.shops (
      tenant_id uuid primary key, shop_domain text not null, orders int not null, products int not null
    );
    select tidemark.create_tenant('small-' || n || '.myshopify.com', 'Small ' || n, 3600)
    from generate_series(1, ${SMALL_SHOPS}) as n;
    select tidemark.create_tenant('${MIDDLE}', 'Middle', 3600);
    select tidemark.create_tenant('${LARGE}', 'Large', 3600);
    update tidemark.tenants
    set time_zone = 'America/New_York', currency_code = 'USD', plan = 'Plus', shop_info_read_at = now();
    insert into bench.shops
    select id, shop_domain,
      case shop_domain when '${LARGE}' then ${large.orders} when '${MIDDLE}' then ${MIDDLE_SIZE.orders}
        else ${SMALL.orders} end,
      case shop_domain when '${LARGE}' then ${large.products} when '${MIDDLE}' then ${MIDDLE_SIZE.products}
        else ${SMALL.products} end
    from tidemark.tenants
    order by id;
  `)
}

/** The tenant with this domain. */
export async function findShop(client: Client, shopDomain: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select id from tidemark.tenants where shop_domain = $1',
    [shopDomain],
  )
  const [shop] = rows
  if (shop === undefined) throw new Error(`The data set has no ${shopDomain}`)
  return shop.id
}
