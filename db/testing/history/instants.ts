import { constantFrom, integer, oneof, type Arbitrary } from 'fast-check'

/**
 * Zones whose clocks change by night, at midnight (Havana, the Azores: a day of theirs begins at one
 * o'clock, another has its first hour twice), by half an hour (Lord Howe), never, or lie far east.
 */
export const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'America/Havana',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
] as const

/** Changes of these clocks, and ends of months, years and a February, in one zone or another. */
const EDGES = [
  '2024-02-29T05:00:00Z',
  '2024-03-01T05:00:00Z',
  '2025-12-31T23:00:00Z',
  '2026-01-01T05:00:00Z',
  '2026-02-28T15:00:00Z',
  '2026-03-01T05:00:00Z',
  '2026-03-08T05:00:00Z',
  '2026-03-09T04:00:00Z',
  '2026-03-29T00:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-03-29T22:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-25T00:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-10-25T23:00:00Z',
  '2026-11-01T04:00:00Z',
  '2026-11-01T05:00:00Z',
  '2026-11-01T06:00:00Z',
].map((iso) => Date.parse(iso))

const FIRST = Date.parse('2024-02-27T00:00:00Z')
const LAST = Date.parse('2026-11-25T00:00:00Z')

/** A time in whole seconds, as Shopify says it; as often as not within two hours of an edge. */
export const instant: Arbitrary<string> = oneof(
  oneof(
    constantFrom(...EDGES),
    constantFrom(...EDGES).map((edge) => edge - 1_000),
  ).chain((edge) => integer({ min: -2, max: 2 }).map((hours) => edge + hours * 3_600_000)),
  integer({ min: FIRST / 1_000, max: LAST / 1_000 }).map((seconds) => seconds * 1_000),
  // Close to each other, so that customers have several orders on a day.
  integer({ min: 0, max: 72 }).map(
    (hours) => Date.parse('2026-03-07T00:00:00Z') + hours * 3_600_000,
  ),
).map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'))
