// Writes what the contracts say into the sdk: `npm run generate`, or with `-- --check` compares and fails on a difference.
//
// The one source is the compiler's output: ABI and bytecode of the production build, and the syntax tree for enums, error
// sentences, signed types and moves. Nothing here imports the sdk.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { abiFile } from './generate/abi.ts'
import { readArtifacts } from './generate/artifacts.ts'
import { enumsFile } from './generate/enums.ts'
import { errorsFile } from './generate/errors.ts'
import { movesFile } from './generate/moves.ts'
import { withPicture } from './generate/picture.ts'
import { typedDataFile } from './generate/typed-data.ts'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')

execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/hardhat/dist/src/cli.js'),
    'build',
    '--build-profile',
    'production',
    '--no-tests',
    '--quiet',
  ],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, HARDHAT_DISABLE_TELEMETRY: 'true' },
  },
)

const build = readArtifacts(join(root, 'artifacts'))
const files: Record<string, string> = {
  'sdk/src/generated/abi.ts': abiFile(build),
  'sdk/src/generated/enums.ts': enumsFile(build),
  'sdk/src/generated/errors.ts': errorsFile(build),
  'sdk/src/generated/moves.ts': movesFile(build),
  'sdk/src/generated/typed-data.ts': typedDataFile(build),
}
for (const { name, abi, bytecode, deployedBytecode } of build.contracts) {
  files[`sdk/artifacts/${name}.json`] =
    `${JSON.stringify({ contractName: name, abi, bytecode, deployedBytecode }, null, 1)}\n`
}

files['docs/protocol.md'] = withPicture(readFileSync(join(root, 'docs/protocol.md'), 'utf8'), movesFile(build))

const stale = Object.entries(files).filter(([path, text]) => read(join(root, path)) !== text)
if (isCheck) {
  for (const [path] of stale) console.error(`${path} does not say what the contracts say. Run: npm run generate`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
console.log(`${Object.keys(files).length} generated files, ${stale.length} ${isCheck ? 'differ' : 'written'}`)

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
