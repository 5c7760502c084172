/** The number at the end of a global id: `gid://shopify/Order/123` → `123`. */
export function toNumericId(gid: string): string {
  const match = /\/(\d+)(?:\?.*)?$/.exec(gid)
  if (!match?.[1]) throw new Error(`Not a numeric global id: ${gid.slice(0, 80)}`)
  return match[1]
}

/** `123` → `gid://shopify/Order/123`. */
export function toGid(type: 'Order' | 'Customer' | 'Product', id: string): string {
  return `gid://shopify/${type}/${id}`
}
