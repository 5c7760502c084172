import { Kind, print } from 'graphql'
import type { ASTNode } from 'graphql'
import { variableType } from './argument-errors.ts'
import { around, definitionOf, error, nameOf, parentOf } from './ruby-error.ts'
import type { Translation } from './ruby-error.ts'

/** A field as it stands in the query, without its alias and its selections. */
function printField(node: ASTNode): string {
  if (node.kind !== Kind.FIELD) return print(node)
  const given = (node.arguments ?? []).map((argument) => print(argument)).join(', ')
  return given === '' ? node.name.value : `${node.name.value}(${given})`
}

/** What can be wrong with fields, fragments, directives and definitions. */
export const selectionErrors: Translation[] = [
  [
    /^Cannot query field "(.+?)" on type "(.+?)"/,
    ([, fieldName = '', typeName = '']) =>
      error('undefinedField', `Field '${fieldName}' doesn't exist on type '${typeName}'`, {
        typeName,
        fieldName,
      }),
  ],
  [
    /^Field "(.+?)" of type "(.+?)" must have a selection of subfields/,
    ([, field = '', type = '']) => {
      const typeName = type.replace(/[[\]!]/g, '')
      return error(
        'selectionMismatch',
        `Field must have selections (field '${field}' returns ${typeName} but has no selections. Did you mean '${field} { ... }'?)`,
        { nodeName: `field '${field}'`, typeName },
      )
    },
  ],
  [
    /^Field "(.+?)" must not have a selection since type "(.+?)" has no subfields/,
    ([, field = '', type = ''], place) => {
      const typeName = type.replace(/[[\]!]/g, '')
      const holder = around(place, Kind.FIELD)
      const names = holder?.kind === Kind.FIELD ? holder.selectionSet?.selections.map(nameOf) : []
      return error(
        'selectionMismatch',
        `Selections can't be made on scalars (field '${field}' returns ${typeName} but has selections ${JSON.stringify(names)})`,
        { nodeName: `field '${field}'`, typeName },
        holder,
      )
    },
  ],
  [
    /^Unknown type "(.+?)"/,
    ([, typeName = ''], place) => {
      const variable = around(place, Kind.VARIABLE_DEFINITION)
      if (variable !== undefined) return variableType(typeName, variable)
      return error(
        'undefinedType',
        `No such type ${typeName}, so it can't be a fragment condition`,
        {
          typeName,
        },
        parentOf(place),
      )
    },
  ],
  [
    /^Fragment .*cannot condition on non composite type "(.+?)"/,
    ([, typeName = ''], place) =>
      error(
        'fragmentOnNonCompositeType',
        `Invalid fragment on type ${typeName} (must be Union, Interface or Object)`,
        { typeName },
        parentOf(place),
      ),
  ],
  [
    /^Fragment (?:"(.+?)" )?cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    ([, name, parentName = '', typeName = '']) =>
      error(
        'cannotSpreadFragment',
        `Fragment ${name === undefined ? '' : `${name} `}on ${typeName} can't be spread inside ${parentName}`,
        { typeName, fragmentName: name ?? 'unknown', parentName },
      ),
  ],
  [
    /^Unknown fragment "(.+?)"/,
    ([, fragmentName = ''], place) =>
      error(
        'useAndDefineFragment',
        `Fragment ${fragmentName} was used, but not defined`,
        {
          fragmentName,
        },
        parentOf(place),
      ),
  ],
  [
    /^Fragment "(.+?)" is never used/,
    ([, fragmentName = '']) =>
      error('useAndDefineFragment', `Fragment ${fragmentName} was defined, but not used`, {
        fragmentName,
      }),
  ],
  [
    /^Cannot spread fragment "(.+?)" within itself/,
    ([, fragmentName = ''], place) =>
      error(
        'infiniteLoop',
        `Fragment ${fragmentName} contains an infinite loop`,
        {
          fragmentName,
        },
        definitionOf(place),
      ),
  ],
  [
    /^Unknown directive "@(.+?)"/,
    ([, directiveName = '']) =>
      error('undefinedDirective', `Directive @${directiveName} is not defined`, { directiveName }),
  ],
  [
    /^Fields "(.+?)" conflict because (.+?)\. Use different aliases/s,
    ([, fieldName = ''], { nodes }) => {
      const conflicts = [...new Set(nodes.map(printField))].join(' or ')
      return error('fieldConflict', `Field '${fieldName}' has a field conflict: ${conflicts}?`, {
        fieldName,
        conflicts,
      })
    },
  ],
  [
    /^There can be only one (fragment|operation|variable) named "\$?(.+?)"/,
    ([, kind = '', name = '']) =>
      error(`${kind}NotUnique`, `There can only be one ${kind} named "${name}"`, { name }),
  ],
]
