import { readShopifyConfig } from './config.ts'
import { startShopify } from './index.ts'
import { allShops } from './world/index.ts'

const { log, appUrl, calendar, ...options } = readShopifyConfig(process.env, process.argv.slice(2))
const shopify = await startShopify({
  ...options,
  shops: allShops,
  ...(calendar !== undefined && { calendar }),
  ...(appUrl !== undefined && { appUrl }),
  ...(log && { log: (line: string) => console.log(line) }),
})
console.log(`Stand-in Shopify on ${shopify.control}`)

const stop = () => {
  shopify.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
