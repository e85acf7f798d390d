import { globSync } from 'node:fs'
import { ROOT } from '../local/children.ts'

/** A part of the tests: a command that ends with 0, or one that runs mocha. */
export type Part = {
  readonly name: string
  readonly command: readonly string[]
  readonly kind: 'check' | 'mocha'
  readonly needs?: 'chromium'
}

const rooms = ['sdk', 'engine', 'store', 'chain', 'oracle', 'provider-agent', 'house', 'scripts'] as const

/** Every part, in the order in which they run: the quickest to fail come first. */
export const parts: readonly Part[] = [
  { name: 'format', kind: 'check', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'types', kind: 'check', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', kind: 'check', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'generated', kind: 'check', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'contracts', kind: 'mocha', command: ['hardhat', 'test', 'mocha'] },
  // The summary of Hardhat's own runner reads like mocha's.
  { name: 'invariants', kind: 'mocha', command: ['hardhat', 'test', 'solidity'] },
  ...rooms.map((room): Part => (room === 'engine' ? { ...mocha(room), needs: 'chromium' } : mocha(room))),
  { name: 'page', kind: 'check', command: ['npm', 'run', '--silent', 'build', '--workspace', '@millrace/web'] },
  { ...mocha('web'), needs: 'chromium' },
  mocha('e2e'),
]

function mocha(room: string): Part {
  const files = globSync(`test/${room}/**/*.test.ts`, { cwd: ROOT }).toSorted()
  return {
    name: room,
    kind: 'mocha',
    command: ['mocha', '--reporter', 'spec', ...(files.length > 0 ? files : [`test/${room}/**/*.test.ts`])],
  }
}
