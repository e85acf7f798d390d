import { contractsOf, externalsOf, isEscrow, isRules, type Unit } from '../project.ts'
import type { Breach, Rule } from '../rule.ts'
import { child, children, nodesOf, placeOf, text, typeOf, type Node } from '../../solidity/syntax.ts'
import { nameOf } from './calls.ts'

const LEDGER = 'contracts/abstracts/EscrowLedger.sol'
/** What moves tokens, or lets another move them. */
const TOKEN_MOVES =
  /^(try)?(safe)?(transfer|transferFrom|transferWithAuthorization|receiveWithAuthorization|permit|approve|forceApprove|increaseAllowance|decreaseAllowance|mint|burn)(Relaxed|AndCall)*$/i
const CLOCKS = new Set([
  'timestamp',
  'number',
  'prevrandao',
  'difficulty',
  'coinbase',
  'blockhash',
  'basefee',
  'gaslimit',
])
const LOOPS = ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'YulForLoop'] as const

export const guard: Rule = {
  name: 'guard',
  mend: 'Add nonReentrant as its first modifier: while a token runs, nothing of the escrow may be called',
  *find(project, listed) {
    for (const unit of project.filter(isEscrow)) {
      for (const node of contractsOf(unit).flatMap(externalsOf)) {
        const name = text(node, 'name') || text(node, 'kind')
        const mutability = text(node, 'stateMutability')
        if (mutability === 'view' || mutability === 'pure') continue
        const [first] = children(node, 'modifiers')
        const isGuarded = first !== undefined && text(child(first, 'modifierName') ?? first, 'name') === 'nonReentrant'
        if (!isGuarded && !listed.allows('guard', `${nameOf(unit)} ${name}`)) {
          yield { unit, node, what: `${name} changes state without the guard` }
        }
      }
    }
  },
}

export const tokenMoves: Rule = {
  name: 'token-moves',
  mend: 'Credit and debit the ledger instead: tokens move in abstracts/EscrowLedger.sol and nowhere else',
  *find(project) {
    for (const unit of project.filter(({ path }) => path !== LEDGER)) {
      for (const { node } of nodesOf(unit.tree, 'FunctionCall')) {
        const called = child(node, 'expression')
        if (called === undefined) continue
        // With call options, as in token.transfer{gas: …}(…), the member lies one node deeper.
        const member = called.nodeType === 'FunctionCallOptions' ? (child(called, 'expression') ?? called) : called
        if (member.nodeType === 'MemberAccess' && isToken(member) && TOKEN_MOVES.test(text(member, 'memberName'))) {
          yield { unit, node, what: `calls ${text(member, 'memberName')} outside the ledger` }
        }
      }
    }
  },
}

/** Whether a member is that of a contract, or of a library for tokens, and not of a library of rules. */
function isToken(member: Node): boolean {
  const of = typeOf(child(member, 'expression') ?? member)
  return of.startsWith('contract ') || of.includes('ERC20')
}

export const clock: Rule = {
  name: 'clock',
  mend: 'Take the time as an argument in rules, which are pure; elsewhere ask block.timestamp and nothing else of the block',
  *find(project) {
    for (const unit of project) {
      for (const { node } of nodesOf(unit.tree, 'MemberAccess')) {
        const of = typeOf(child(node, 'expression') ?? node)
        if (of !== 'block') continue
        const asked = text(node, 'memberName')
        if (asked !== 'chainid' && (isRules(unit) || asked !== 'timestamp')) {
          yield { unit, node, what: `asks block.${asked}` }
        }
      }
      for (const { node } of nodesOf(unit.tree, 'YulFunctionCall')) {
        const opcode = text(child(node, 'functionName') ?? node, 'name')
        if (CLOCKS.has(opcode)) yield { unit, node, what: `asks the block for its ${opcode} in assembly` }
      }
    }
  },
}

export const loop: Rule = {
  name: 'loop',
  mend: 'Bound the work by the call that asks for it, without a loop over what others can grow, or list the function in scripts/lint-contracts/listed.ts',
  *find(project, listed) {
    for (const unit of project) {
      for (const found of nodesOf(unit.tree, ...LOOPS)) {
        const place = placeOf(found)
        if (!listed.allows('loop', `${nameOf(unit)} ${place}`)) {
          yield { unit, node: found.node, what: `${place} has a loop` }
        }
      }
    }
  },
}

export const payable: Rule = {
  name: 'payable',
  mend: 'Remove payable: the chain’s coin has no way out of these contracts',
  *find(project, listed) {
    for (const unit of project) {
      for (const breach of payables(unit)) {
        if (!listed.allows('payable', `${nameOf(unit)} ${placeOf({ node: breach.node, around: [] })}`)) yield breach
      }
    }
  },
}

function* payables(unit: Unit): Generator<Breach> {
  for (const { node } of nodesOf(unit.tree, 'FunctionDefinition')) {
    if (node['stateMutability'] === 'payable') {
      yield { unit, node, what: `${text(node, 'name') || text(node, 'kind')} is payable` }
    }
  }
  for (const { node } of nodesOf(unit.tree, 'VariableDeclaration', 'FunctionCall')) {
    if (typeOf(node) === 'address payable') yield { unit, node, what: 'holds an address payable' }
  }
}
