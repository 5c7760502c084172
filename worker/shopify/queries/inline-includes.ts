/**
 * A selection for a query that takes no variables, as bulk queries don't: a field behind
 * `@include(if: $name)` stays without its directive, or goes with all that it selects.
 * @param without names of the variables that are false
 */
export function withoutVariables(selection: string, without: ReadonlySet<string>): string {
  let text = ''
  let rest = selection
  for (;;) {
    const found = /(\w+(?:\([^)]*\))?) @include\(if: \$(\w+)\)/.exec(rest)
    if (!found) return text + rest
    const [directive, field = '', variable = ''] = found
    const end = found.index + directive.length
    if (without.has(variable)) {
      text += rest.slice(0, found.index)
      rest = rest.slice(end + lengthOfBlock(rest.slice(end)))
    } else {
      text += rest.slice(0, found.index) + field
      rest = rest.slice(end)
    }
  }
}

/** How far the braces behind a field go; 0 for a scalar. */
function lengthOfBlock(text: string): number {
  if (!/^\s*\{/.test(text)) return 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (text[at] === '}' && depth === 0) return at + 1
  }
  return text.length
}
