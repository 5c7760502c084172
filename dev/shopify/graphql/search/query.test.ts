import { describe, expect, test } from 'vitest'
import { parseSearch } from './query.ts'
import type { SearchNode } from './query.ts'

/** A tree as a short text: `and(a:1, or(b:2, c:3))`. */
function show(node: SearchNode | null): string {
  if (node === null) return ''
  if (node.kind === 'not') return `not(${show(node.node)})`
  if (node.kind !== 'term') return `${node.kind}(${node.nodes.map(show).join(', ')})`
  const value = node.quoted ? `'${node.value}'` : node.value
  return `${node.field}${node.comparator}${value}`
}

const read = (query: string) => show(parseSearch(query))

describe('a search query', () => {
  test('joins terms side by side with AND', () => {
    expect(read('status:open test:false')).toBe('and(status:open, test:false)')
    expect(read('status:open AND test:false')).toBe('and(status:open, test:false)')
  })

  test('binds OR tighter than AND', () => {
    expect(read('a:1 OR b:2 c:3')).toBe('and(or(a:1, b:2), c:3)')
    expect(read('a:1 AND b:2 OR c:3')).toBe('and(a:1, or(b:2, c:3))')
  })

  test('negates with NOT and with a minus', () => {
    expect(read('NOT a:1 b:2')).toBe('and(not(a:1), b:2)')
    expect(read('-a:1')).toBe('not(a:1)')
    expect(read('a:1 OR NOT (b:2 c:3)')).toBe('or(a:1, not(and(b:2, c:3)))')
  })

  test('groups with parentheses', () => {
    expect(read('(a:1 b:2) OR c:3')).toBe('or(and(a:1, b:2), c:3)')
    expect(read('(id:1 OR id:2) AND tag:x')).toBe('and(or(id:1, id:2), tag:x)')
  })

  test('reads every comparator, with or without a space after it', () => {
    expect(read('a:1 a:<1 a:<=1 a:>1 a:>=1')).toBe('and(a:1, a:<1, a:<=1, a:>1, a:>=1)')
    expect(read(`customer_date: >='2024-01-01'`)).toBe(`customer_date:>='2024-01-01'`)
  })

  test('keeps what stands in single or double quotes together', () => {
    expect(read(`updated_at:>='2026-11-22T10:00:00Z'`)).toBe(`updated_at:>='2026-11-22T10:00:00Z'`)
    expect(read(`title:"The 'best' (one)"`)).toBe(`title:'The 'best' (one)'`)
    expect(read(`tag:'it\\'s'`)).toBe(`tag:'it's'`)
  })

  test('takes words without a field as the default field', () => {
    expect(read('Bob Norman')).toBe('and(default:Bob, default:Norman)')
    expect(read('title:green hoodie')).toBe('and(title:green, default:hoodie)')
    expect(read('"Bob Norman"')).toBe(`default:'Bob Norman'`)
  })

  test('cuts an unquoted timestamp at its first colon', () => {
    expect(read('updated_at:<2000-01-01T00:00:00Z')).toBe('and(updated_at:<2000-01-01T00, 00:00Z)')
  })

  test('lets a word that starts with a keyword be a word', () => {
    expect(read('ORANGE ANDREW NOTE')).toBe('and(default:ORANGE, default:ANDREW, default:NOTE)')
  })

  test('is never an error', () => {
    expect(read('')).toBe('')
    expect(read('   ')).toBe('')
    expect(read('((a:1')).toBe('a:1')
    expect(read('a:1) b:2')).toBe('and(a:1, b:2)')
    expect(read(`a:'open`)).toBe(`a:'open'`)
    expect(read(':::')).toBe('')
    expect(read('a:')).toBe('a:')
  })
})
