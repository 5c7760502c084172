import { Kind, print } from 'graphql'
import type { ASTNode } from 'graphql'
import type { DocumentIndex } from './document-index.ts'

/** The nodes that an error is about, and the document around them. */
export interface Around {
  node: ASTNode
  nodes: readonly ASTNode[]
  index: DocumentIndex
}

/** An error as graphql-ruby says it; `at` is the node that it points to, if another. */
export interface RubyError {
  code: string
  message: string
  extensions: Record<string, unknown>
  at?: ASTNode | undefined
  /** What follows the path of `at`. */
  pathEnd?: string[] | undefined
}

type Translation = [pattern: RegExp, translate: (match: string[], place: Around) => RubyError]

function error(
  code: string,
  message: string,
  extensions: Record<string, unknown>,
  at?: ASTNode,
): RubyError {
  return { code, message, extensions, at }
}

/** The argument or input field around a value, and what it belongs to. */
function holderOf({ node, index: document }: Around) {
  const chain = [node, ...document.ancestorsOf(node)]
  const index = chain.findIndex(
    (candidate) => candidate.kind === Kind.ARGUMENT || candidate.kind === Kind.OBJECT_FIELD,
  )
  const argument = chain[index]
  const owner = chain
    .slice(index + 1)
    .find(
      (candidate) =>
        candidate.kind === Kind.FIELD ||
        candidate.kind === Kind.OBJECT ||
        candidate.kind === Kind.DIRECTIVE,
    )
  return { argument, owner, name: nameOf(argument) }
}

function nameOf(node: ASTNode | undefined): string {
  return node !== undefined && 'name' in node && node.name !== undefined ? node.name.value : ''
}

/** Where a value is wrong the error points to what holds it, and its path ends with its name. */
function literal(place: Around, rubyError: (holder: ReturnType<typeof holderOf>) => RubyError) {
  const holder = holderOf(place)
  return { ...rubyError(holder), at: holder.owner, pathEnd: [holder.name] }
}

/** The innermost node of one of these kinds, the node itself included. */
function around({ node, index }: Around, ...kinds: string[]): ASTNode | undefined {
  return [node, ...index.ancestorsOf(node)].find((candidate) => kinds.includes(candidate.kind))
}

function definitionOf(place: Around): ASTNode | undefined {
  return around(place, Kind.OPERATION_DEFINITION, Kind.FRAGMENT_DEFINITION)
}

function parentOf({ node, index }: Around): ASTNode | undefined {
  return index.ancestorsOf(node)[0]
}

const TRANSLATIONS: Translation[] = [
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
    /^Unknown argument "(.+?)" on (field|directive) "(.+?)"/,
    ([, argumentName = '', kind = '', owner = '']) => {
      const name = owner.split('.').at(-1)?.replace('@', '') ?? owner
      const typeName = kind === 'field' ? 'Field' : 'Directive'
      return error(
        'argumentNotAccepted',
        `${typeName} '${name}' doesn't accept argument '${argumentName}'`,
        { name, typeName, argumentName },
      )
    },
  ],
  [
    /^(?:Field|Argument) "(.+?)" argument "(.+?)" of type ".+?" is required/,
    ([, name = '', argument = '']) =>
      error(
        'missingRequiredArguments',
        `Field '${name}' is missing required arguments: ${argument}`,
        {
          className: 'Field',
          name,
          arguments: argument,
        },
      ),
  ],
  [
    /^Field "(.+?)\.(.+?)" of required type "(.+?)" was not provided/,
    ([, inputObjectType = '', argumentName = '', argumentType = '']) => ({
      ...error(
        'missingRequiredInputObjectAttribute',
        `Argument '${argumentName}' on InputObject '${inputObjectType}' is required. Expected type ${argumentType}`,
        { argumentName, argumentType, inputObjectType },
      ),
      pathEnd: [argumentName],
    }),
  ],
  [
    /^Field "(.+?)" is not defined by type "(.+?)"/,
    ([, argumentName = '', name = '']) =>
      error(
        'argumentNotAccepted',
        `InputObject '${name}' doesn't accept argument '${argumentName}'`,
        { name, typeName: 'InputObject', argumentName },
      ),
  ],
  [
    /^OneOf Input Object "(.+?)" must specify exactly one key/,
    ([, inputObjectType = '']) =>
      error(
        'invalidOneOfInputObject',
        `OneOf Input Object '${inputObjectType}' must specify exactly one key.`,
        { inputObjectType },
      ),
  ],
  [
    /(Invalid global id '.*')/s,
    ([, message = ''], place) =>
      literal(place, () =>
        error('argumentLiteralsIncompatible', message, { typeName: 'CoercionError' }),
      ),
  ],
  [
    /^(?:Value ".*" does not exist in ".+?" enum|Enum ".+?" cannot represent|\w+ cannot represent|Expected value of type ".+?", found)/s,
    (_, place) => incompatible(place),
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
    /^Variable "\$(.+?)" cannot be non-input type "(.+?)"/,
    ([, , type = ''], place) =>
      variableType(type.replace(/[[\]!]/g, ''), around(place, Kind.VARIABLE_DEFINITION)),
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
    /^Variable "\$(.+?)" is not defined(?: by operation "(.+?)")?/,
    ([, variableName = '', operation = 'anonymous query']) =>
      error(
        'variableNotDefined',
        `Variable $${variableName} is used by ${operation} but not declared`,
        {
          variableName,
        },
      ),
  ],
  [
    /^Variable "\$(.+?)" is never used(?: in operation "(.+?)")?/,
    ([, variableName = '', operation = 'anonymous query'], place) =>
      error(
        'variableNotUsed',
        `Variable $${variableName} is declared by ${operation} but not used`,
        { variableName },
        definitionOf(place),
      ),
  ],
  [
    /^Variable "\$(.+?)" of type "(.+?)" used in position expecting type "(.+?)"/,
    ([, variableName = '', given = '', wanted = ''], place) => {
      const kind = given.replaceAll('!', '') === wanted.replaceAll('!', '') ? 'Nullability' : 'Type'
      const errorMessage = `${kind} mismatch`
      const use = place.nodes[1] ?? place.node
      const { name, owner } = holderOf({ ...place, node: use })
      return error(
        'variableMismatch',
        `${errorMessage} on variable $${variableName} and argument ${name} (${given} / ${wanted})`,
        { variableName, typeName: given, argumentName: name, errorMessage },
        owner,
      )
    },
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
    /^There can be only one argument named "(.+?)"/,
    ([, name = '']) =>
      error('argumentNotUnique', `There can be only one argument named "${name}"`, { name }),
  ],
  [
    /^There can be only one (fragment|operation|variable) named "\$?(.+?)"/,
    ([, kind = '', name = '']) =>
      error(`${kind}NotUnique`, `There can only be one ${kind} named "${name}"`, { name }),
  ],
]

/** A field as it stands in the query, without its alias and its selections. */
function printField(node: ASTNode): string {
  if (node.kind !== Kind.FIELD) return print(node)
  const given = (node.arguments ?? []).map((argument) => print(argument)).join(', ')
  return given === '' ? node.name.value : `${node.name.value}(${given})`
}

function variableType(typeName: string, variable: ASTNode | undefined): RubyError {
  const variableName =
    variable?.kind === Kind.VARIABLE_DEFINITION ? variable.variable.name.value : ''
  return error(
    'variableRequiresValidType',
    `${typeName} isn't a defined input type (on $${variableName})`,
    { typeName, variableName },
    variable,
  )
}

function incompatible(place: Around): RubyError {
  return literal(place, ({ argument, owner, name }) => {
    const isHolder = argument?.kind === Kind.ARGUMENT || argument?.kind === Kind.OBJECT_FIELD
    const value = isHolder ? print(argument.value) : ''
    const wanted = argument === undefined ? '' : place.index.inputTypeOf(argument)
    const inObject = owner?.kind === Kind.OBJECT
    const typeName = inObject ? 'InputObject' : 'Field'
    const ownerName = inObject ? place.index.inputTypeOf(owner) : nameOf(owner)
    return error(
      'argumentLiteralsIncompatible',
      `Argument '${name}' on ${typeName} '${ownerName}' has an invalid value (${value}). Expected type '${wanted}'.`,
      { typeName, argumentName: name },
    )
  })
}

/** Says a graphql-js validation error in graphql-ruby's words; an unforeseen one keeps its own. */
export function toGraphqlRuby(message: string, place: Around): RubyError {
  for (const [pattern, translate] of TRANSLATIONS) {
    const match = pattern.exec(message)
    if (match !== null) return translate([...match], place)
  }
  return error('invalid', message, {})
}
