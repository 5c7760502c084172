import { expect, test } from 'vitest'
import { Bucket } from './bucket.ts'

function createBucket() {
  const time = { now: 0 }
  const bucket = new Bucket({ maximumAvailable: 2000, restoreRate: 100 }, () => time.now)
  return { bucket, time }
}

test('a bucket gives until it is empty and restores with time', () => {
  const { bucket, time } = createBucket()
  expect(bucket.take(1500)).toBe(true)
  expect(bucket.take(600)).toBe(false)
  expect(bucket.status()).toEqual({
    maximumAvailable: 2000,
    currentlyAvailable: 500,
    restoreRate: 100,
  })
  time.now += 1000
  expect(bucket.take(600)).toBe(true)
  expect(bucket.status().currentlyAvailable).toBe(0)
})

test('a bucket never holds more than its maximum', () => {
  const { bucket, time } = createBucket()
  bucket.take(101)
  bucket.giveBack(55)
  expect(bucket.status().currentlyAvailable).toBe(1954)
  time.now += 60_000
  bucket.giveBack(500)
  expect(bucket.status().currentlyAvailable).toBe(2000)
})

test('a bucket knows where its points went: what there was and came is charged, lost or left', () => {
  const { bucket, time } = createBucket()
  time.now += 60_000
  bucket.take(1500)
  bucket.take(600)
  time.now += 3000
  bucket.giveBack(1300)
  time.now += 1000
  // 2000 and 400 restored: 200 charged, 200 of it lost above the maximum, 2000 left.
  expect(bucket.totals()).toEqual({ charged: 200, lost: 200, refused: 1 })
  expect(bucket.status().currentlyAvailable).toBe(2000)
})
