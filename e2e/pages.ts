import type { Session } from './api-client.ts'

/** A page of the dashboard: its name for files and reports, its address, and the heading it has. */
export interface NamedPage {
  name: string
  path: string
  heading: RegExp
}

/** Every page of one shop, with an order, a product and a customer that it has. */
export async function listPages(session: Session): Promise<NamedPage[]> {
  const [{ orders }, { products }, { customers }] = await Promise.all([
    session.get<{ orders: { id: string }[] }>('/api/orders/list?limit=1'),
    session.get<{ products: { id: string }[] }>('/api/products?limit=1'),
    session.get<{ customers: { id: string }[] }>('/api/customers/top?limit=1'),
  ])
  const [order, product, customer] = [orders[0], products[0], customers[0]]
  if (!order || !product || !customer) throw new Error('The shop has nothing to show')
  const any = /./
  return [
    { name: 'overview', path: '/', heading: /^Overview$/ },
    { name: 'sales', path: '/sales', heading: /^Sales$/ },
    { name: 'sales-by-product', path: '/sales?by=product', heading: /^Sales$/ },
    { name: 'orders', path: '/orders', heading: /^Orders$/ },
    { name: 'order', path: `/orders/${order.id}`, heading: any },
    { name: 'products', path: '/products', heading: /^Products$/ },
    { name: 'product', path: `/products/${product.id}`, heading: any },
    { name: 'customers', path: '/customers', heading: /^Customers$/ },
    { name: 'customer-groups', path: '/customers/groups', heading: /^Customers$/ },
    { name: 'customers-of-a-group', path: '/customers?group=AT_RISK', heading: /^Customers$/ },
    { name: 'customer-drift', path: '/customers/drift', heading: /^Customers$/ },
    {
      name: 'time-between-orders',
      path: '/customers/time-between-orders?range=all',
      heading: /^Customers$/,
    },
    { name: 'customer', path: `/customers/${customer.id}`, heading: any },
    { name: 'cohorts', path: '/cohorts', heading: /^Cohorts$/ },
    { name: 'syncs', path: '/syncs', heading: /^Syncs$/ },
    { name: 'settings', path: '/settings', heading: /^Settings$/ },
    { name: 'shops', path: '/shops', heading: /^All shops$/ },
    { name: 'account', path: '/account', heading: /^Account$/ },
    { name: 'connect', path: '/connect', heading: /connect/i },
  ]
}
