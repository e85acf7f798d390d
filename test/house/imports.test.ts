import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../..')

/** Who may import whom: docs/decisions/0001. A room's own relative imports are always allowed. */
const rooms: Record<string, { folder: string; packages: readonly RegExp[] }> = {
  sdk: { folder: 'sdk/src', packages: [/^viem(\/|$)/, /^multiformats(\/|$)/, /^@ipld\/dag-cbor$/] },
  engine: { folder: 'engine/src', packages: [] },
  chain: { folder: 'chain/src', packages: [/^@millrace\/sdk$/, /^viem(\/|$)/, /^node:/] },
  store: {
    folder: 'store/src',
    packages: [
      /^@millrace\/sdk$/,
      /^hono(\/|$)/,
      /^@hono\/node-server/,
      /^undici$/,
      /^ipaddr\.js$/,
      /^multiformats(\/|$)/,
      /^node:/,
    ],
  },
  oracle: {
    folder: 'oracle/src',
    packages: [
      /^@millrace\/(sdk|chain|store|engine|engine\/node)$/,
      /^viem(\/|$)/,
      /^hono(\/|$)/,
      /^@hono\/node-server/,
      /^pino$/,
      /^node:/,
    ],
  },
  'provider-agent': {
    folder: 'provider-agent/src',
    packages: [
      /^@millrace\/(sdk|chain|store|engine|engine\/node)$/,
      /^viem(\/|$)/,
      /^hono(\/|$)/,
      /^@hono\/node-server/,
      /^pino$/,
      /^node:/,
    ],
  },
  web: {
    folder: 'web',
    packages: [
      /^@millrace\/(sdk|engine|engine\/browser)$/,
      /^(viem|wagmi|next|react|react-dom|radix-ui|sonner|tailwind-merge|clsx|class-variance-authority|fast-png)(\/|$)/,
      /^@tanstack\/react-query$/,
      /^@fontsource-variable\//,
    ],
  },
  scripts: {
    folder: 'scripts',
    packages: [
      /^@millrace\/(sdk|engine|store)(\/|$)/,
      /^ethers$/,
      /^hardhat(\/|$)/,
      // What the mutation tests draw with, and what formats the report that they write.
      /^(fast-check|prettier)$/,
      /^@nomicfoundation\//,
      /^fast-png$/,
      /^node:/,
      /^@hono\/node-server/,
      /^hono(\/|$)/,
      /^mocha$/,
    ],
  },
}

describe('The rooms of the house', function () {
  for (const [name, { folder, packages }] of Object.entries(rooms)) {
    it(`${name} imports only what it may`, function () {
      const wrong = sources(join(root, folder)).flatMap((file) =>
        importsOf(file)
          .filter((target) => !isAllowed(file, target, folder, packages))
          .map((target) => `${relative(root, file)} imports ${target}`),
      )
      expect(wrong).to.deep.equal([])
    })
  }

  it('the engine touches Node in its own folder only', function () {
    const wrong = sources(join(root, 'engine/src')).filter(
      (file) => !file.includes('/engine/src/node/') && importsOf(file).some((target) => target.startsWith('node:')),
    )
    expect(wrong.map((file) => relative(root, file))).to.deep.equal([])
  })

  it('the contracts import OpenZeppelin and themselves, and nothing imports a mock', function () {
    const wrong = files(join(root, 'contracts'), /\.sol$/).flatMap((file) =>
      importsOf(file)
        .filter((target) => !/^(\.|@openzeppelin\/contracts\/)/.test(target) || isMockFromOutside(file, target))
        .map((target) => `${relative(root, file)} imports ${target}`),
    )
    expect(wrong).to.deep.equal([])
  })

  it('no room is called utils, common or shared', function () {
    const names = readdirSync(root).filter((name) => /^(utils?|common|shared|helpers)$/.test(name))
    expect(names).to.deep.equal([])
  })

  it('would notice an import that is not allowed', function () {
    const { packages } = rooms.sdk ?? { packages: [] }
    expect(isAllowed(join(root, 'sdk/src/index.ts'), 'ethers', 'sdk/src', packages)).to.equal(false)
    expect(isAllowed(join(root, 'sdk/src/index.ts'), '../../chain/src/index.ts', 'sdk/src', packages)).to.equal(false)
    expect(isAllowed(join(root, 'sdk/src/index.ts'), './errors.ts', 'sdk/src', packages)).to.equal(true)
  })
})

function isAllowed(file: string, target: string, folder: string, packages: readonly RegExp[]): boolean {
  if (folder === 'engine/src' && file.includes('/engine/src/node/') && target.startsWith('node:')) return true
  if (folder === 'web' && (target.startsWith('@/') || (file.includes('/web/tools/') && target.startsWith('node:'))))
    return true
  if (!target.startsWith('.')) return packages.some((pattern) => pattern.test(target))
  const room = folder.split('/')[0] ?? folder
  const landing = relative(root, join(file, '..', target))
  // scripts/ starts the others as processes and reads the generated facts of the sdk.
  return landing.startsWith(`${room}/`) || (room === 'scripts' && landing.startsWith('sdk/'))
}

function isMockFromOutside(file: string, target: string): boolean {
  return target.includes('/mocks/') && !file.includes('/contracts/mocks/')
}

function sources(folder: string): string[] {
  return files(folder, /\.(ts|tsx|mjs)$/)
}

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (
      ['node_modules', '.next', 'out', 'public', 'next-env.d.ts', 'next.config.ts', 'postcss.config.mjs'].includes(name)
    )
      return []
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return files(path, pattern)
    return pattern.test(name) ? [path] : []
  })
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const patterns = [
    /^(?:import|export)\s[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm,
    /^import\s+['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}
