import { contractsOf, externalsOf, isInterface, type Project, type Unit } from '../project.ts'
import type { Breach, Rule } from '../rule.ts'
import { children, natspecOf, nodesOf, number, text } from '../../solidity/syntax.ts'
import { nameOf } from './calls.ts'

const ERRORS = 'contracts/libraries/Errors.sol'
/** What the doc of a move says, in this order. */
const LABELS = ['Who', 'State', 'Time', 'Money', 'Rounding', 'Reverts', 'Emits'] as const

export const errors: Rule = {
  name: 'errors',
  mend: 'Give the error in libraries/Errors.sol a @notice, which people read, and revert with it; or delete it',
  *find(project) {
    const used = usedDeclarations(project)
    for (const unit of project) {
      for (const { node } of nodesOf(unit.tree, 'ErrorDefinition')) {
        const name = text(node, 'name')
        if (unit.path !== ERRORS) yield { unit, node, what: `${name} is defined outside of libraries/Errors.sol` }
        if (!/@notice \S/.test(natspecOf(node))) yield { unit, node, what: `${name} has no sentence for a person` }
        if (!used.has(number(node, 'id'))) yield { unit, node, what: `${name} is never used` }
      }
      for (const { node } of nodesOf(unit.tree, 'FunctionCall')) {
        const called = node['expression']
        const name = typeof called === 'object' && called !== null && 'name' in called ? called.name : ''
        // A revert with an error is a statement of its own; a call named revert carries a text, or nothing.
        const carriesText = name === 'revert' || (name === 'require' && !hasErrorArgument(children(node, 'arguments')))
        if (carriesText) yield { unit, node, what: `${String(name)}s without an error of the protocol` }
      }
    }
  },
}

function hasErrorArgument(args: readonly { readonly [key: string]: unknown }[]): boolean {
  const types = args.map((arg) => JSON.stringify(arg['typeDescriptions'] ?? ''))
  return types.some((type) => type.includes('t_error'))
}

/** What is referred to outside of the file that declares the errors. */
function usedDeclarations(project: Project): ReadonlySet<number> {
  const used = new Set<number>()
  for (const unit of project) {
    for (const { node } of nodesOf(unit.tree, 'MemberAccess', 'Identifier'))
      used.add(number(node, 'referencedDeclaration'))
  }
  return used
}

export const manual: Rule = {
  name: 'manual',
  mend: 'Write it as the other functions of the interface: @notice, then @dev with Who, State, Time, Money, Rounding, Reverts, Emits as they apply, in this order',
  *find(project, listed) {
    for (const unit of project.filter(isInterface)) {
      for (const breach of flaws(unit)) {
        const { node } = breach
        const place = node.nodeType === 'ContractDefinition' ? nameOf(unit) : `${nameOf(unit)} ${text(node, 'name')}`
        if (!listed.allows('manual', nameOf(unit)) && !listed.allows('manual', place)) yield breach
      }
    }
  },
}

function* flaws(unit: Unit): Generator<Breach> {
  for (const contract of contractsOf(unit)) {
    if (!/@notice \S/.test(natspecOf(contract))) {
      yield { unit, node: contract, what: `${text(contract, 'name')} has no @notice` }
    }
    for (const node of children(contract, 'nodes')) {
      if (node.nodeType === 'EventDefinition' && !/@notice \S/.test(natspecOf(node))) {
        yield { unit, node, what: `event ${text(node, 'name')} has no @notice` }
      }
      if (node.nodeType !== 'FunctionDefinition') continue
      const what = flawOf(text(node, 'stateMutability'), natspecOf(node))
      if (what !== undefined) yield { unit, node, what: `${text(node, 'name')} ${what}` }
    }
  }
}

function flawOf(mutability: string, doc: string): string | undefined {
  if (!/@(notice|return) \S/.test(doc)) return 'has neither @notice nor @return'
  const said = [...doc.matchAll(/\b([A-Z][a-z]+):/g)]
    .map((match) => LABELS.findIndex((label) => label === match[1]))
    .filter((index) => index >= 0)
  if (mutability === 'view' || mutability === 'pure') return undefined
  if (!/@notice \S/.test(doc)) return 'has no @notice'
  // What is the same as the function above needs to say only what differs.
  if (/@notice [^@]*\bthe same\b/i.test(doc)) return undefined
  const has = (label: (typeof LABELS)[number]): boolean => said.includes(LABELS.indexOf(label))
  const namesWho = has('Who') || /@notice [^@]*\bcaller\b/.test(doc)
  if (!namesWho) return 'does not say who may call it'
  if (doc.includes('@custom:moves') && !has('State')) return 'moves a job, and does not say from which state'
  if (said.some((index, i) => index <= (said[i - 1] ?? -1))) return `says it in another order than ${LABELS.join(', ')}`
  if (!has('Reverts') && !has('Emits')) return 'says neither with what it reverts nor what it emits'
  return undefined
}

export const inheritdoc: Rule = {
  name: 'inheritdoc',
  mend: 'Declare it in the interface, with its manual there, and write /// @inheritdoc above it here',
  *find(project) {
    for (const unit of project.filter((each) => !isInterface(each))) {
      for (const contract of contractsOf(unit)) {
        for (const node of [...externalsOf(contract), ...publicVariables(contract)]) {
          // `receive` and `fallback` have no name that an interface could declare.
          if (text(node, 'name') !== '' && !/@inheritdoc \w/.test(natspecOf(node))) {
            yield { unit, node, what: `${text(node, 'name')} can be called, and is in no manual` } satisfies Breach
          }
        }
      }
    }
  },
}

function publicVariables(contract: Parameters<typeof children>[0]) {
  return children(contract, 'nodes').filter(
    (node) => node.nodeType === 'VariableDeclaration' && node['visibility'] === 'public',
  )
}
