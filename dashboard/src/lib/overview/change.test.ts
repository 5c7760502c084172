import { expect, test } from 'vitest'
import { describeChange } from './change.ts'

test('a change has a direction and a percentage', () => {
  expect(describeChange('en-US', '112.40', '100.00')).toEqual({
    direction: 'up',
    percentage: '+12.4%',
  })
  expect(describeChange('en-US', '50', '100')).toEqual({ direction: 'down', percentage: '-50%' })
  expect(describeChange('en-US', '7', '7')).toEqual({ direction: 'same', percentage: '0%' })
})

test('a change from nothing has a direction and no percentage', () => {
  expect(describeChange('en-US', '5', '0')).toEqual({ direction: 'up', percentage: null })
  expect(describeChange('en-US', '-5', '0')).toEqual({ direction: 'down', percentage: null })
  expect(describeChange('en-US', '0', '0')).toEqual({ direction: 'same', percentage: null })
})
