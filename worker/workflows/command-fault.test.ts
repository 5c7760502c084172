import { expect, it } from 'vitest'
import { findCommandFault, findInputFault } from './command-fault.ts'

const tenantId = '0b0e7ad2-5c39-4f0c-9a51-0d8c8a1f4f10'

it('lets every command through as the contract has it', () => {
  for (const command of [
    { command: 'pause' },
    { command: 'resume' },
    { command: 'cancel' },
    { command: 'retryRejected' },
    { command: 'setInterval', seconds: 60 },
    { command: 'setInterval', seconds: 2_678_400 },
    { command: 'resync', entity: 'orders' },
  ]) {
    expect(findCommandFault(command)).toBeNull()
    expect(findInputFault({ tenantId, ...command })).toBeNull()
    expect(findInputFault({ tenantId, requestedBy: tenantId, ...command })).toBeNull()
  }
})

it('says in a sentence what is wrong with what a person typed', () => {
  const faults: [input: unknown, sentence: RegExp][] = [
    [undefined, /^Give the input as JSON, such as \{"tenantId":"…","command":"pause"\}\.$/],
    ['pause', /^Give the input as JSON/],
    [[{ tenantId, command: 'pause' }], /^Give the input as JSON/],
    [{ command: 'pause' }, /^"tenantId" must be the id of a shop/],
    [{ tenantId: 'a-shop.myshopify.com', command: 'pause' }, /^"tenantId" must be/],
    [{ tenantId, requestedBy: 'ann', command: 'pause' }, /^"requestedBy" must be/],
    [{ tenantId }, /^"command" must be one of pause, resume, cancel, retryRejected, setInterval/],
    [{ tenantId, command: 'Pause' }, /^"command" must be one of/],
    [{ tenantId, command: 'setInterval' }, /^"seconds" must be a whole number from 60 to 2678400/],
    [{ tenantId, command: 'setInterval', seconds: '900' }, /^"seconds" must be/],
    [{ tenantId, command: 'setInterval', seconds: 59 }, /^"seconds" must be/],
    [{ tenantId, command: 'resync' }, /^"entity" must be one of orders, customers, products\.$/],
    [{ tenantId, command: 'resync', entity: 'variants' }, /^"entity" must be/],
  ]
  for (const [input, sentence] of faults) expect(findInputFault(input)).toMatch(sentence)
  expect(findCommandFault(null)).toMatch(/^Give the command as JSON/)
})
