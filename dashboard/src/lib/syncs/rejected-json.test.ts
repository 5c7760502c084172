import { expect, test } from 'vitest'
import { layOut } from './rejected-json.ts'

test('a rejected row is laid out to be read, whether it comes as a value, as text or broken', () => {
  const laidOut = '{\n  "id": "1"\n}'
  expect(layOut({ id: '1' })).toBe(laidOut)
  expect(layOut('{"id":"1"}')).toBe(laidOut)
  expect(layOut('{"id":')).toBe('{"id":')
  expect(layOut(null)).toBe('null')
})
