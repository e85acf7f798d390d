import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Hardhat's config for a copy: contracts may be larger than a chain takes, since they are not optimized. */
const CONFIG = `import config from './hardhat.config.ts'
const own = config.networks?.default
export default { ...config, networks: { default: { ...own, type: 'edr-simulated', allowUnlimitedContractSize: true } } }
`

/** Makes `to` a copy of the project at `root`, with all that git knows or would take. Its node_modules are the project's own. */
export function copyProject(root: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  for (const file of listed.split('\0')) {
    if (file === '') continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    try {
      cpSync(join(root, file), join(to, file))
    } catch (error) {
      // Git still lists what was deleted since the last commit.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'))
  writeFileSync(join(to, CONFIG_NAME), CONFIG)
}

/** The name of that config. */
export const CONFIG_NAME = 'hardhat.bench.config.ts'
