import { spawnSync } from 'node:child_process'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'

const deploy = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'scripts/deploy.ts',
      '--members',
      `0x${'11'.repeat(20)}`,
      '--out',
      '/dev/null',
      ...args,
    ],
    { cwd: ROOT, encoding: 'utf8', timeout: 20_000, env: { ...process.env, MILLRACE_KEY: `0x${'5e'.repeat(32)}` } },
  )

describe('scripts/deploy.ts', function () {
  this.timeout(60_000)

  it('says that no chain answers, and gives up', () => {
    const { status, stderr } = deploy('--rpc', 'http://127.0.0.1:9')
    expect([status, stderr]).to.deep.equal([
      1,
      'No chain answers at 127.0.0.1:9: is the market running, and is the RPC URL right?\n',
    ])
  })

  it('names the option that is no number', () => {
    const { status, stderr } = deploy('--rpc', 'http://127.0.0.1:9', '--quorum', 'most')
    expect([status, stderr]).to.deep.equal([1, '--quorum must be a whole number of at least 1, but is most\n'])
  })
})
