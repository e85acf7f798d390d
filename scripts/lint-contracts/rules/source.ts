import { createRequire } from 'node:module'
import { textOf, type Unit } from '../project.ts'
import type { Rule } from '../rule.ts'
import { children, natspecOf, nodesOf, rangeOf, text, type Node } from '../../solidity/syntax.ts'

const { version }: { version: string } = createRequire(import.meta.url)('solc/package.json')
const UNFINISHED = /\b(TODO|FIXME|XXX|HACK)\b/

export const pragma: Rule = {
  name: 'pragma',
  mend: `Write: pragma solidity ${version};`,
  *find(project) {
    for (const unit of project) {
      const pragmas = [...nodesOf(unit.tree, 'PragmaDirective')].map(({ node }) => node)
      const node = pragmas[0] ?? unit.tree
      const said = pragmas.map((each) => textOf(unit, each)).join(' ')
      if (said !== `pragma solidity ${version};`) yield { unit, node, what: `says “${said}”` }
    }
  },
}

export const uncheckedReason: Rule = {
  name: 'unchecked',
  mend: 'Say in a comment directly above or within the block why nothing in it can overflow',
  *find(project) {
    for (const unit of project) {
      for (const { node, around } of nodesOf(unit.tree, 'UncheckedBlock')) {
        const isExplained =
          /^\s*\/\//.test(lineBefore(unit, rangeOf(node).start)) ||
          /\/\/\s*\w/.test(textOf(unit, node)) ||
          isWholeOfExplained(around)
        if (!isExplained) yield { unit, node, what: 'is unchecked without a reason' }
      }
    }
  },
}

/** The line above the one in which the byte stands. */
function lineBefore({ source }: Unit, byte: number): string {
  return Buffer.from(source).subarray(0, byte).toString().split('\n').at(-2) ?? ''
}

/** Whether the block is all that a function does, and the function has a comment. */
function isWholeOfExplained(around: readonly Node[]): boolean {
  const [owner, body] = around.slice(-2)
  if (owner?.nodeType !== 'FunctionDefinition' || body === undefined) return false
  return children(body, 'statements').length === 1 && natspecOf(owner) !== ''
}

export const visibility: Rule = {
  name: 'visibility',
  mend: 'Write its visibility: private with a getter, unless heirs need it',
  *find(project) {
    for (const unit of project) {
      for (const { node } of nodesOf(unit.tree, 'VariableDeclaration')) {
        if (node['stateVariable'] !== true) continue
        if (!/\b(private|internal|public)\b/.test(textOf(unit, node))) {
          yield { unit, node, what: `${text(node, 'name')} leaves its visibility to the default` }
        }
        if (node['visibility'] !== 'private' && node['mutability'] === 'mutable') {
          yield { unit, node, what: `${text(node, 'name')} is storage that is not private` }
        }
      }
    }
  },
}

export const finished: Rule = {
  name: 'finished',
  mend: 'Finish it: nothing half done is deployed',
  *find(project) {
    for (const unit of project) {
      const word = UNFINISHED.exec(unit.source)
      if (word === null) continue
      const start = Buffer.byteLength(unit.source.slice(0, word.index))
      yield { unit, node: { ...unit.tree, src: `${start}:${word[0].length}:0` }, what: `says ${word[0]}` }
    }
  },
}
