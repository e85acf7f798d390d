import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { THANKS } from '@millrace/sdk'
import { expect } from 'chai'
import type { Started } from '../../scripts/local/roles.ts'
import { matchIn, running, script, useMarket } from './shared-market.ts'

const sample = (name: string): string => `engine/samples/${name}/${name}.wasm`
const option = [
  '--module',
  sample('option-price'),
  ...['100', '105', '0.03', '0.2', '1', '2000'].flatMap((x) => ['--arg', x]),
]
/** Long enough to be killed in the middle of. */
const picture = [
  '--width',
  '1600',
  '--height',
  '1000',
  '--x',
  '0',
  '--y',
  '0',
  '--w',
  '1600',
  '--h',
  '1000',
  '--samples',
  '16',
]
const slow = ['--module', sample('raytracer'), ...picture.map((x) => `--arg=${x}`), '--steps', '20000000000']

describe('npm run job', function () {
  this.timeout(120_000)
  const market = useMarket()
  const folder = (): string => join(mkdtempSync(join(tmpdir(), 'millrace-job-')), 'out')
  const place = (): string[] => [
    '--rpc',
    market().rpcUrl,
    '--deployment',
    market().deploymentFile,
    '--store',
    market().uploadUrl,
  ]
  const job = (...args: string[]) => script(['scripts/job.ts', ...place(), ...args])
  const command = (name: string, ...args: string[]) =>
    script([`scripts/${name}.ts`, market().rpcUrl, market().deploymentFile, ...args])

  it('follows a job to its payment, saves its outputs with its logs beside them, and ends with 0', async () => {
    const out = folder()
    const { ended, text } = running([
      'npm',
      'run',
      '--silent',
      'job',
      '--',
      ...option,
      '--output',
      'price.json',
      '--max-price',
      '1',
      '--out',
      out,
      ...place(),
    ])
    expect(await ended, text()).to.equal(0)
    expect(text()).to.include(`${THANKS}.`).and.include(`npm run withdraw -- ${market().rpcUrl}`)
    expect(JSON.parse(readFileSync(join(out, 'price.json'), 'utf8'))).to.have.property('standardError')
    expect(readFileSync(join(`${out}-logs`, 'stderr.txt'), 'utf8')).to.equal('')
    const again = folder()
    const id = /^job (0x\w{64})$/m.exec(text())?.[1] ?? ''
    const followed = await command('follow', id, again)
    expect(followed.stdout).to.match(/JobPosted: Open[^]*JobContracted: Contracted[^]*ContractFulfilled: Settled/)
    expect(readFileSync(join(again, 'price.json'))).to.deep.equal(readFileSync(join(out, 'price.json')))
  })

  it('ends with 4 when the program fails, and says how in words', async () => {
    const failed = await job('--module', sample('exit-code'), '--arg', '7', '--max-price', '1', '--out', folder())
    expect(failed, failed.stderr).to.include({ code: 4 })
    expect(failed.stdout).to.include('The program ended with the exit code 7.')
  })

  it('ends with 4 when a declared output is missing, and names it', async () => {
    const args = ['--module', sample('exit-code'), '--arg', '0', '--output', 'never.txt', '--max-price', '1']
    const failed = await job(...args, '--out', folder())
    expect(failed, failed.stderr).to.include({ code: 4 })
    expect(failed.stdout).to.include('did not write what it must: /out/never.txt.')
  })

  it('runs four at once for one account, each with more inputs than a store takes at a time', async () => {
    const file = `${folder()}.csv`
    writeFileSync(file, 'a,b\n1,2\n')
    const inputs = Array.from({ length: 6 }, (_, i) => [`--input=${i}.csv=${file}`]).flat()
    const all = await Promise.all(
      Array.from({ length: 4 }, () => job(...option, ...inputs, '--max-price', '1', '--out', folder())),
    )
    for (const { code, stdout, stderr } of all) expect(code, stdout + stderr).to.equal(0)
    expect(new Set(all.map(({ stdout }) => /^job (0x\w{64})$/m.exec(stdout)?.[1])).size).to.equal(4)
  })

  it('says at which price a provider would fit when the price is too low', async () => {
    const refused = await job(...option, '--max-price', '0.05')
    expect(refused).to.include({ code: 2 })
    expect(refused.stderr).to.match(
      /nothing was posted[^]*price removed[^]*Raise the price to 0\.08 mUSD: 1 provider fits/,
    )
    expect(refused.stderr).not.to.include('rate removed')
  })

  it('says which constraint removed whom when a job fits nobody', async () => {
    const refused = await job(...option, '--max-price', '1', '--memory', '4000')
    expect(refused).to.include({ code: 2 })
    expect(refused.stderr).to.match(/No provider fits[^]*memory removed \d+ of \d+/)
  })

  it('names the variable of a key that is none, and does not show it', async () => {
    const key = `0x${'ab'.repeat(31)}zz`
    const refused = await script(['scripts/job.ts', ...option, '--max-price', '1', ...place()], { MILLRACE_KEY: key })
    expect(refused).to.include({ code: 2 })
    expect(refused.stderr).to.match(/^MILLRACE_KEY is not a private key/)
    expect(refused.stdout + refused.stderr).not.to.include('abab')
  })

  it('says that no chain or store answers, with what to look at', async () => {
    const [rpc, store] = [
      await job(...option, '--max-price', '1', '--rpc', 'http://127.0.0.1:9'),
      await job(...option, '--max-price', '1', '--store', 'http://127.0.0.1:9'),
    ]
    expect([rpc.code, store.code]).to.deep.equal([2, 2])
    expect(rpc.stderr).to.match(/^No chain answers at 127\.0\.0\.1:9/)
    expect(store.stderr).to.match(/^No content store answers at 127\.0\.0\.1:9/)
  })

  describe('whose provider is killed', () => {
    let agent: Started | undefined
    let isRunning = true
    const later = (seconds: number) => market().provider.send('evm_increaseTime', [seconds])
    const start = (...args: string[]) =>
      running([process.execPath, 'scripts/job.ts', ...args, '--max-price', '5', '--out', folder(), ...place()])
    const kill = async (): Promise<void> => {
      if (agent === undefined) throw new Error('There is no agent')
      // Twice in a test: the second finds nobody.
      if (isRunning) process.kill(agent.child.pid, 'SIGKILL')
      isRunning = false
      await agent.child.ended
    }
    beforeEach(() => {
      agent ??= market().agents[0]
    })
    afterEach(async () => {
      await kill()
      agent = await agent?.restart()
      isRunning = true
    })

    it('pokes the job past its deadline, goes on to the refund, and ends with 4', async () => {
      const { ended, text } = start(...slow)
      const id = await matchIn(text, /^job (0x\w{64})$/m)
      await matchIn(
        () => readFileSync(agent?.child.logFile ?? '', 'utf8'),
        new RegExp(`"event":"running","job":"${id}"`),
      )
      await kill()
      await later(1_000)
      expect(await ended, text()).to.equal(4)
      expect(text()).to.match(/Contracted is over and nobody ended it: poked the job/)
      expect(text()).to.match(/delivered nothing in time/)
      expect(text()).to.match(/5\.0 mUSD of it is yours in the escrow[^]*npm run withdraw/)
    })

    it('says at Ctrl-C how to go on, and the job can be cancelled or poked from then on', async () => {
      await kill()
      const { child, ended, text } = start(...option)
      const id = await matchIn(text, /^job (0x\w{64})$/m)
      child.kill('SIGINT')
      expect(await ended, text()).to.equal(130)
      for (const name of ['follow', 'cancel', 'poke'])
        expect(text()).to.match(new RegExp(`npm run ${name} -- .* ${id}`))
      const early = await command('poke', id)
      expect(early).to.include({ code: 1 })
      expect(early.stderr).to.match(/The deadline has \d+ seconds to go/)
      const cancelled = await command('cancel', id)
      expect(cancelled.stdout, cancelled.stderr).to.match(/^Cancelled: 5\.0 mUSD is back/)
      expect((await command('cancel', id)).stderr).to.match(/The job is Cancelled/)
      expect((await command('withdraw')).stdout).to.match(/^\d+\.\d+ mUSD went from the escrow to 0x/)
    })

    it('is ended by anybody once nobody took it in time', async () => {
      await kill()
      const posted = await command('post', market().uploadUrl, sample('endless'), '0.5')
      const id = posted.stdout.trim()
      await later(301)
      await market().provider.send('evm_mine', [])
      const poked = await command('poke', id)
      expect(poked.stdout, poked.stderr).to.equal('The job was Open, and is Cancelled\n')
    })
  })
})
