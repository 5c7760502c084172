import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addOrder,
  changeChosen,
  grantToken,
  issueToken,
  now,
  openWorld,
  randomChanges,
  setClock,
  setPlan,
} from './index.ts'
import type { World } from './index.ts'

const shop = 'harbor-goods.myshopify.com'
const anchor = new Date('2026-11-22T12:00:00Z')

describe('a world kept in a folder', () => {
  let dataDir: string
  let real: number
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tidemark-world-'))
    real = anchor.getTime()
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  function open(): World {
    return openWorld({ dataDir, seed: 3, anchor, scale: 0.004, realNow: () => new Date(real) })
  }

  it('is the same when it is opened again, after changes of all kinds, orders, tokens and another plan', () => {
    const world = open()
    real += 3_600_000
    randomChanges(world, null, 40, 1)
    real += 5 * 86_400_000
    addOrder(world, shop, { total: '123.45' })
    randomChanges(world, shop, 20, 2)
    const { token } = issueToken(world, shop)
    const { token: own } = grantToken(world, shop, ['read_orders'], null)
    setPlan(world, shop, 200)
    const state = world.shops.get(shop)
    const [orderId = 0, otherId = 0] = state?.roster.orders ?? []
    const [from = 0, into = 0, customerId = 0] = state?.roster.customers ?? []
    changeChosen(world, shop, { change: 'stamp', orders: 9 })
    changeChosen(world, shop, { change: 'edit', orderId })
    changeChosen(world, shop, { change: 'delete', subjectType: 'ORDER', id: otherId })
    changeChosen(world, shop, { change: 'merge', from, into })
    changeChosen(world, shop, { change: 'redact', customerId })
    now(world)

    const again = open()
    now(again)
    expect(again).toEqual(world)
    expect(again.shops.get(shop)?.accessTokens.has(token)).toBe(true)
    expect(again.shops.get(shop)?.accessTokens.get(own)?.scopes).toEqual(['read_orders'])
    expect(again.shops.get(shop)?.shop.maximumAvailable).toBe(4000)
  })

  it('keeps its own seed and anchor, whatever it is opened with', () => {
    const world = open()
    const again = openWorld({
      dataDir,
      seed: 99,
      anchor: new Date('2027-01-01T00:00:00Z'),
      realNow: () => new Date(real),
    })
    expect(again).toEqual(world)
  })

  it('survives a last line that a crash has torn', () => {
    const world = open()
    randomChanges(world, null, 5, 1)
    const log = join(dataDir, 'operations.jsonl')
    const whole = readFileSync(log, 'utf8')
    appendFileSync(log, '{"type":"changes","sho')

    const again = open()
    expect(again).toEqual(world)
    expect(readFileSync(log, 'utf8')).toBe(whole)
    randomChanges(again, null, 5, 2)
    expect(open()).toEqual(again)
  })

  it('begins anew, and keeps the old files, when an older version left them', () => {
    open()
    const file = join(dataDir, 'world.json')
    writeFileSync(file, JSON.stringify({ version: 0, seed: 3 }))
    const again = openWorld({
      dataDir,
      seed: 4,
      anchor,
      scale: 0.004,
      realNow: () => new Date(real),
    })
    expect(again.seed).toBe(4)
    expect(JSON.parse(readFileSync(`${file}.old`, 'utf8'))).toEqual({ version: 0, seed: 3 })
  })

  it('goes on with real time, lets what was planned happen, and stays frozen when frozen', () => {
    const world = open()
    randomChanges(world, shop, 40, 1)
    real += 10 * 86_400_000
    expect(now(world)).toBe(real)
    const moved = [...(world.shops.get(shop)?.orders.values() ?? [])].filter(
      (order) => order.updatedAt > anchor.getTime(),
    )
    expect(moved.length).toBeGreaterThan(0)

    setClock(world, { frozen: true })
    const frozenAt = now(world)
    real += 3_600_000
    expect(now(world)).toBe(frozenAt)
    const again = open()
    expect(now(again)).toBe(frozenAt)
    expect(setClock(again, { advanceSeconds: 60 })).toBe(frozenAt + 60_000)
    expect(setClock(again, { frozen: false })).toBeGreaterThanOrEqual(frozenAt + 60_000)
  })

  it('never goes back in time, even when the machine does', () => {
    const world = open()
    setClock(world, { advanceSeconds: 7200 })
    const then = now(world)
    expect(then).toBe(anchor.getTime() + 7_200_000)
    expect(() => setClock(world, { now: anchor })).toThrow('never goes back')
    real -= 86_400_000
    expect(now(open())).toBeGreaterThanOrEqual(then)
  })
})

describe('an order on demand', () => {
  const world = openWorld({
    dataDir: null,
    seed: 3,
    anchor,
    scale: 0.004,
    realNow: () => anchor,
  })

  it('has exactly the total that was asked for, with and without taxes and minor units', () => {
    for (const total of ['1999.00', '0.01', '19.9', '333.33', '86.07']) {
      const minor = Math.round(Number(total) * 100)
      for (const domain of [shop, 'lindenhof-keramik']) {
        const order = addOrder(world, domain, { total })
        expect(order.totals.currentTotalPrice.shop).toBe(minor)
        expect(order.financialStatus).toBe('PAID')
      }
    }
    for (const total of ['1', '7', '12345']) {
      expect(addOrder(world, 'kumo-tea', { total }).totals.currentTotalPrice.shop).toBe(
        Number(total),
      )
    }
  })

  it('goes to the customer that was named', () => {
    const state = world.shops.get(shop)
    const customerId = state?.roster.customers[3] ?? 0
    expect(addOrder(world, shop, { total: '5', customerId }).customerId).toBe(customerId)
    expect(state?.customers.get(customerId)?.orderIds).toContain(state?.roster.orders.at(-1))
  })

  it('is refused, with the reason, for what cannot be', () => {
    expect(() => addOrder(world, 'no-such-shop', { total: '5' })).toThrow(
      'There is no shop "no-such-shop"',
    )
    expect(() => addOrder(world, shop, { total: '5.001' })).toThrow('at most 2 digits')
    expect(() => addOrder(world, 'kumo-tea', { total: '5.5' })).toThrow('at most 0 digits')
    expect(() => addOrder(world, shop, { total: '-5' })).toThrow('is no amount in USD')
    expect(() => addOrder(world, shop, { total: '5', customerId: 1 })).toThrow('no customer 1')
  })
})
