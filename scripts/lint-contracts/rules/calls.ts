import type { Breach, Rule } from '../rule.ts'
import type { Unit } from '../project.ts'
import { child, nodesOf, text, typeOf, type Node } from '../../solidity/syntax.ts'

/** Members of an address that hand control or money to it. */
const LOW_LEVEL = new Set(['call', 'staticcall', 'send', 'transfer'])
const YUL_CALLS = new Set(['call', 'staticcall'])
const CODE_MEMBERS = new Set(['code', 'codehash'])
const YUL_CODE = new Set(['extcodesize', 'extcodehash', 'extcodecopy'])
const REPLACES_CODE = new Set(['delegatecall', 'callcode', 'selfdestruct'])
const YUL_STATE = new Set(['sstore', 'tstore'])

/** The names of files and functions in the lists begin below contracts/. */
export const nameOf = ({ path }: Unit): string => path.replace(/^contracts\//, '')

/** Calls in assembly, by the name of the opcode. */
function* yulCalls(unit: Unit): Generator<{ readonly node: Node; readonly opcode: string }> {
  for (const { node } of nodesOf(unit.tree, 'YulFunctionCall')) {
    yield { node, opcode: text(child(node, 'functionName') ?? node, 'name') }
  }
}

/** Members that are read of something, with Solidity's type of that. */
function* members(unit: Unit): Generator<{ readonly node: Node; readonly member: string; readonly of: string }> {
  for (const { node } of nodesOf(unit.tree, 'MemberAccess')) {
    yield { node, member: text(node, 'memberName'), of: typeOf(child(node, 'expression') ?? node) }
  }
}

const isAddress = (type: string): boolean => type === 'address' || type === 'address payable'

export const origin: Rule = {
  name: 'origin',
  mend: 'Compare msg.sender, or ask for a signature: whoever is called by its victim has the victim as tx.origin',
  *find(project) {
    for (const unit of project) {
      for (const { node, member, of } of members(unit)) {
        if (of === 'tx' && member === 'origin') yield { unit, node, what: 'asks tx.origin' }
      }
      for (const { node, opcode } of yulCalls(unit))
        if (opcode === 'origin') yield { unit, node, what: 'asks tx.origin' }
    }
  },
}

export const codeSize: Rule = {
  name: 'code-size',
  mend: 'Do not ask: a contract in its constructor has no code yet, and a key can delegate to some (EIP-7702)',
  *find(project) {
    for (const unit of project) {
      for (const { node, member, of } of members(unit)) {
        if (isAddress(of) && CODE_MEMBERS.has(member)) yield { unit, node, what: 'asks whether an account has code' }
      }
      for (const { node, opcode } of yulCalls(unit)) {
        if (YUL_CODE.has(opcode)) yield { unit, node, what: 'asks whether an account has code' }
      }
    }
  },
}

export const ownCode: Rule = {
  name: 'own-code',
  mend: 'Deploy another contract instead: the code behind an address never changes, and never runs another’s code as its own',
  *find(project) {
    for (const unit of project) {
      for (const { node, member, of } of members(unit)) {
        if (isAddress(of) && REPLACES_CODE.has(member)) yield { unit, node, what: `calls ${member}` }
      }
      for (const { node } of nodesOf(unit.tree, 'Identifier')) {
        if (REPLACES_CODE.has(text(node, 'name'))) yield { unit, node, what: `calls ${text(node, 'name')}` }
      }
      for (const { node, opcode } of yulCalls(unit)) {
        if (REPLACES_CODE.has(opcode)) yield { unit, node, what: `calls ${opcode}` }
      }
    }
  },
}

export const lowLevelCall: Rule = {
  name: 'low-level-call',
  mend: 'Call through an interface, or list the file in scripts/lint-contracts/listed.ts with its reason',
  *find(project, listed) {
    for (const unit of project) {
      for (const breach of lowLevelCalls(unit)) if (!listed.allows('low-level-call', nameOf(unit))) yield breach
    }
  },
}

function* lowLevelCalls(unit: Unit): Generator<Breach> {
  for (const { node, member, of } of members(unit)) {
    if (isAddress(of) && LOW_LEVEL.has(member)) yield { unit, node, what: `makes a low-level ${member}` }
  }
  for (const { node, opcode } of yulCalls(unit)) {
    if (YUL_CALLS.has(opcode)) yield { unit, node, what: `makes a low-level ${opcode}` }
  }
}

export const assembly: Rule = {
  name: 'assembly',
  mend: 'Write it in Solidity, or list the file in scripts/lint-contracts/listed.ts with its reason; keep to memory',
  *find(project, listed) {
    for (const unit of project) {
      for (const { node } of nodesOf(unit.tree, 'InlineAssembly')) {
        if (!listed.allows('assembly', nameOf(unit))) yield { unit, node, what: 'is written in assembly' }
        const flags: unknown = node['flags']
        if (!Array.isArray(flags) || !flags.includes('memory-safe')) {
          yield { unit, node, what: 'is assembly that does not promise to be memory-safe' }
        }
      }
      for (const { node, opcode } of yulCalls(unit)) {
        if (YUL_STATE.has(opcode)) yield { unit, node, what: `writes storage in assembly (${opcode})` }
      }
    }
  },
}
