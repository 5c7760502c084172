import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShopify } from '../shopify/index.ts'
import type { RunningShopify } from '../shopify/index.ts'
import { runDemo } from './run-demo.ts'

describe('npm run demo', () => {
  let shopify: RunningShopify
  let dataDir: string
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'tidemark-demo-'))
    shopify = await startShopify({ dataDir: null, port: 0, seed: 1, scale: 0.004, traffic: false })
    const run = { shopifyControl: shopify.control }
    writeFileSync(join(dataDir, 'run.json'), JSON.stringify(run))
  })
  afterAll(async () => {
    await shopify.stop()
    rmSync(dataDir, { recursive: true })
  })

  it('places an order of the total in the shop', async () => {
    const said = await runDemo(['order', '--shop', 'harbor-goods', '--total', '129.90'], dataDir)
    const order = [
      ...(shopify.world.shops.get('harbor-goods.myshopify.com')?.orders.values() ?? []),
    ].at(-1)
    expect(order?.totals.currentTotalPrice.shop).toBe(12_990)
    expect(said).toContain(`Order ${order?.name} over 129.90 USD`)
  })

  it('tells how it is used', async () => {
    expect(await runDemo([], dataDir)).toContain('npm run demo -- order --shop')
    expect(await runDemo(['--help'], dataDir)).toContain('--total')
  })

  it('says what is wrong: command, option, shop, amount', async () => {
    const complaints = {
      dance: 'There is no "dance"',
      'order --total 5': '--shop is missing',
      'order --shop kumo-tea': '--total is missing',
      'order --shopp x': "Unknown option '--shopp'",
      'order --shop corner-store --total 5': 'kumo-tea.myshopify.com',
      'order --shop kumo-tea --total 5.5': 'at most 0 digits',
      'order --shop kumo-tea --total 5 --customer 1': 'no customer 1',
    }
    for (const [args, complaint] of Object.entries(complaints)) {
      await expect(runDemo(args.split(' '), dataDir)).rejects.toThrow(complaint)
    }
  })

  it('says so where nothing runs', async () => {
    const order = ['order', '--shop', 'kumo-tea', '--total', '5']
    await expect(runDemo(order, join(dataDir, 'nowhere'))).rejects.toThrow(
      'Start it with npm start',
    )
  })
})
