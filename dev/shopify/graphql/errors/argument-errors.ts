import { Kind, print } from 'graphql'
import type { ASTNode } from 'graphql'
import { around, definitionOf, error, nameOf } from './ruby-error.ts'
import type { Around, RubyError, Translation } from './ruby-error.ts'

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

/** Where a value is wrong the error points to what holds it, and its path ends with its name. */
function literal(place: Around, rubyError: (holder: ReturnType<typeof holderOf>) => RubyError) {
  const holder = holderOf(place)
  return { ...rubyError(holder), at: holder.owner, pathEnd: [holder.name] }
}

/** A variable of a type that no variable can have. */
export function variableType(typeName: string, variable: ASTNode | undefined): RubyError {
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

/** What can be wrong with arguments, values and variables. */
export const argumentErrors: Translation[] = [
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
    /^Variable "\$(.+?)" cannot be non-input type "(.+?)"/,
    ([, , type = ''], place) =>
      variableType(type.replace(/[[\]!]/g, ''), around(place, Kind.VARIABLE_DEFINITION)),
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
    /^There can be only one argument named "(.+?)"/,
    ([, name = '']) =>
      error('argumentNotUnique', `There can be only one argument named "${name}"`, { name }),
  ],
]
