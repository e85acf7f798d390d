import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '../local/children.ts'

/** What the contracts' tests read. */
const NEEDED = ['contracts', 'docs', 'scripts', 'sdk', 'snapshots', 'deployments', 'test'] as const
const FILES = ['hardhat.config.ts', 'package.json', 'tsconfig.json', 'SECURITY.md'] as const
const LEFT_OUT = new Set(['node_modules', 'e2e', 'web', 'engine', 'oracle', 'store', 'chain', 'provider-agent'])

/**
 * Copies what the contracts' tests need: what is measured has other code than what is deployed, and must not be found where the
 * artifacts are. What was compiled there before is kept.
 *
 * @returns The folder.
 */
export function copyTree(folder = join(ROOT, '.millrace/coverage')): string {
  mkdirSync(folder, { recursive: true })
  for (const name of NEEDED) {
    rmSync(join(folder, name), { recursive: true, force: true })
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(basename(path)),
    })
  }
  for (const name of FILES) cpSync(join(ROOT, name), join(folder, name))
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}
