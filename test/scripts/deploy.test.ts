import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ROOT } from '../../scripts/local/children.ts'
import { localWallet } from '../../scripts/local/accounts.ts'
import { deployToken, fileOf, LOCAL, members, OTHER, startChain, type Chain } from './deploy-chains.ts'

const SECRET_PATH = 'a-secret-of-the-node'

type Ended = { readonly status: number | null; readonly out: string; readonly err: string }

describe('npm run deploy', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'millrace-deploy-'))
  const results = mkdtempSync(join(tmpdir(), 'millrace-deployed-'))
  const out = join(results, 'deployment.json')
  let chain: Chain
  let local: Chain

  before(async () => {
    ;[chain, local] = [await startChain(OTHER), await startChain(LOCAL)]
    const token = { address: await deployToken(chain), symbol: 'mUSD', decimals: 6 }
    const known = [...members, localWallet('member', LOCAL).address]
    const files = {
      other: fileOf(OTHER, { tokens: [token] }),
      'wrong-id': fileOf(OTHER + 1, { tokens: [token] }),
      'wrong-token': fileOf(OTHER, { tokens: [{ ...token, decimals: 18 }] }),
      known: fileOf(OTHER, { tokens: [token], committee: { members: known, quorum: 3 } }),
      home: fileOf(LOCAL),
    }
    for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(file))
  })
  after(async () => {
    await chain.stop()
    await local.stop()
  })

  /** Runs the command as a person would, with these secrets and no others. */
  const deploy = (args: readonly string[], secrets: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const url = `${chain.url}/${SECRET_PATH}`
    const urls = { OTHER_RPC_URL: url, WRONG_ID_RPC_URL: url, WRONG_TOKEN_RPC_URL: url, KNOWN_RPC_URL: url }
    const { PATH = '', HOME = '' } = process.env
    // Named CI, so that nobody's keystore is asked.
    const env = {
      PATH,
      HOME,
      CI: 'true',
      HARDHAT_DISABLE_TELEMETRY: 'true',
      MILLRACE_NETWORKS: folder,
      ...urls,
      ...secrets,
    }
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/deploy.ts', ...args], {
      cwd: ROOT,
      env,
      timeout: 60_000,
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
    return new Promise((resolve) => child.once('close', (status) => resolve({ status, out: stdout, err: stderr })))
  }
  const withKey = () => ({ MILLRACE_DEPLOYER_KEY: chain.deployer.privateKey })

  it('says what it takes', async () => {
    const { status, out: said } = await deploy([])
    expect(status).to.equal(2)
    expect(said).to.include('npm run deploy -- --network NAME')
  })

  for (const [what, args, secrets, message] of [
    ['an unknown network', ['--network', 'mars'], {}, /^There is no network mars: .* has files for home, known, other/],
    ['a network without URL', ['--network', 'home'], {}, /^HOME_RPC_URL is not set, or is no URL\..*keystore/],
    [
      'no answer',
      ['--network', 'other'],
      { OTHER_RPC_URL: 'http://127.0.0.1:9' },
      /^No chain answers at 127\.0\.0\.1:9/,
    ],
    [
      'another chain',
      ['--network', 'wrong-id'],
      {},
      /^The market is on chain 7332, but 127\.0\.0\.1:\d+ is chain 7331/,
    ],
    ['no key', ['--network', 'other'], {}, /^MILLRACE_DEPLOYER_KEY is not set\./],
    [
      'a bad key',
      ['--network', 'other'],
      { MILLRACE_DEPLOYER_KEY: '0x12' },
      /^MILLRACE_DEPLOYER_KEY is not a private key/,
    ],
    [
      'a key that everybody knows',
      ['--network', 'other'],
      { MILLRACE_DEPLOYER_KEY: localWallet('deployer', LOCAL).privateKey },
      /^MILLRACE_DEPLOYER_KEY is a key that everybody knows: it is refused on chain 7331/,
    ],
    [
      'a committee that everybody knows',
      ['--network', 'known'],
      {},
      /^committee\.members has 0x\w+, of which everybody knows/,
    ],
    [
      'a token that counts otherwise',
      ['--network', 'wrong-token'],
      { key: 'good' },
      /^tokens\[0\]\.decimals is 18, but/,
    ],
    [
      'a start block that is none',
      ['--network', 'other', '--start-block', 'x'],
      { key: 'good' },
      /^--start-block must be/,
    ],
  ] as const) {
    it(`refuses ${what} in a sentence, and shows no secret`, async () => {
      const { key, ...rest }: Readonly<Record<string, string>> = secrets
      const { status, out: said, err } = await deploy([...args, '--out', out], key === undefined ? rest : withKey())
      expect([status, said], err).to.deep.equal([1, ''])
      expect(err)
        .to.match(message)
        .and.match(/^[^\n]+\n$/)
      expect(err).not.to.include(SECRET_PATH)
      for (const secret of Object.values(rest)) if (secret.startsWith('0x')) expect(err).not.to.include(secret)
      expect(existsSync(out)).to.equal(false)
    })
  }

  it('tells in a dry run what it would do', async () => {
    const { status, out: said, err } = await deploy(['--network', 'other', '--dry-run', '--out', out], withKey())
    expect([status, err]).to.deep.equal([0, ''])
    expect(said)
      .to.match(/JobEscrow +0x\w{40} +to be deployed, at most \d+ gas/)
      .and.match(/may cost 0\.\d+/)
    expect(existsSync(out)).to.equal(false)
  })

  it('finds in a check that nothing is there', async () => {
    const { status, out: said, err } = await deploy(['--network', 'other', '--check', '--out', out])
    expect(status).to.equal(1)
    expect(err.match(/nothing is deployed there/g)).to.have.length(5)
    expect(said).to.include('5 things are not as reviewed.')
  })

  it('deploys, checks, and writes the addresses', async () => {
    const { status, out: said, err } = await deploy(['--network', 'other', '--out', out], withKey())
    expect([status, err]).to.deep.equal([0, ''])
    expect(said.match(/^deployed /gm)).to.have.length(5)
    expect(said).to.match(/^compared JobEscrow at 0x\w+: code, 8 immutables, 3 answers$/m)
    expect(said).to.include('All is as the reviewed files say.')
    expect(said).not.to.include(SECRET_PATH)
    expect(JSON.parse(readFileSync(out, 'utf8')).chainId).to.equal(OTHER)
  })

  it('finds it all when run again, and keeps where followers start', async () => {
    const before = readFileSync(out, 'utf8')
    await chain.provider.send('hardhat_mine', ['0x64'])
    const { status, out: said } = await deploy(['--network', 'other', '--out', out], withKey())
    expect(status).to.equal(0)
    expect(said.match(/^found /gm)).to.have.length(5)
    expect(said).to.include('All of it was there already.')
    expect(readFileSync(out, 'utf8')).to.equal(before)
  })

  it('says in a check when the code on the chain was tampered with', async () => {
    const { escrow } = JSON.parse(readFileSync(out, 'utf8'))
    const runtime = await chain.provider.getCode(escrow)
    await chain.provider.send('hardhat_setCode', [escrow, `${runtime.slice(0, -2)}ff`])
    const { status, err } = await deploy(['--network', 'other', '--check', '--out', out])
    expect(status).to.equal(1)
    expect(err).to.match(/^WRONG +JobEscrow at 0x\w+: its code is not the reviewed one: it differs from byte \d+ on/)
    await chain.provider.send('hardhat_setCode', [escrow, runtime])
    expect((await deploy(['--network', 'other', '--check', '--out', out])).status).to.equal(0)
  })

  it('needs no key on the local chain, and has the same addresses there', async () => {
    const there = join(results, 'there.json')
    const { status, err } = await deploy(['--network', 'home', '--out', there], { HOME_RPC_URL: local.url })
    expect([status, err]).to.deep.equal([0, ''])
    const [a, b] = [out, there].map((path) => JSON.parse(readFileSync(path, 'utf8')))
    const fields = ['escrow', 'offerBook', 'verifier', 'lens', 'batch']
    expect(fields.map((field) => a[field])).to.deep.equal(fields.map((field) => b[field]))
    expect([a.chainId, b.chainId]).to.deep.equal([OTHER, LOCAL])
  })
})
