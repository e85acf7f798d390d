import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDeployment } from '@millrace/sdk'
import { expect } from 'chai'
import { getBytes, hexlify, keccak256, Wallet, type TransactionRequest } from 'ethers'
import { carryOut } from '../../scripts/deploy/carry-out.ts'
import { checkMarket } from '../../scripts/deploy/check/check-market.ts'
import { readCode } from '../../scripts/deploy/code-file.ts'
import { deployTo } from '../../scripts/deploy/deploy-to.ts'
import { checkAccount } from '../../scripts/deploy/deployer.ts'
import { planOf, type Step } from '../../scripts/deploy/plan.ts'
import { parseNetwork } from '../../scripts/deploy/network-file.ts'
import {
  deployToken,
  fileOf,
  LOCAL,
  messageOf,
  networkOf,
  OTHER,
  startChain,
  undone,
  type Chain,
} from './deploy-chains.ts'

const code = readCode()
const quiet = (): void => {}
const outFile = (): string => join(mkdtempSync(join(tmpdir(), 'millrace-deploy-')), 'deployment.json')

/** The code at an address, with zeros where the reviewed file has immutables. */
async function blanked({ provider }: Chain, { name, address }: Step): Promise<string> {
  const bytes = getBytes(await provider.getCode(address))
  for (const start of Object.values(code.contracts[name]?.immutables ?? {}).flat()) bytes.fill(0, start, start + 32)
  return keccak256(hexlify(bytes))
}

/** Sends as often as it may, and then its connection is gone. */
class Interrupted extends Wallet {
  left = 0
  override async sendTransaction(transaction: TransactionRequest) {
    this.left -= 1
    if (this.left < 0) throw new Error('interrupted')
    return super.sendTransaction(transaction)
  }
}

describe('A market on two chains of different ids', function () {
  this.timeout(60_000)
  const chains: Chain[] = []
  let local: Chain
  let other: Chain
  let token: string

  before(async function () {
    local = await startChain(LOCAL)
    other = await startChain(OTHER)
    chains.push(local, other)
    token = await deployToken(other)
  })
  after(async () => Promise.all(chains.map((chain) => chain.stop())))

  const planned = (chain: Chain) => {
    const network = chain === other ? networkOf(chain, token) : networkOf(chain)
    const { provider, deployer: signer } = chain
    return { network, plan: planOf(network, code), provider, signer }
  }
  const deploy = (chain: Chain, out: string, isDry = false, log: (line: string) => void = quiet) =>
    deployTo({ ...planned(chain), log }, out, isDry)

  it('tells what it would do, and does nothing', async function () {
    const said: string[] = []
    const out = outFile()
    expect(await deploy(other, out, true, (line) => said.push(line))).to.equal(false)
    const { plan } = planned(other)
    for (const { name, address, gas } of plan) {
      expect(said.join('\n')).to.match(new RegExp(`${name} +${address} +to be deployed, at most ${gas} gas`))
    }
    expect(said.at(-1)).to.match(/^may cost 0\.\d+ of the chain's own coin; the deployer 0x\w+ holds 0\.99/)
    // One transaction was sent before: that of the token.
    expect([await other.provider.getTransactionCount(other.deployer.address), existsSync(out)]).to.deep.equal([
      1,
      false,
    ])
  })

  it('has the same addresses and the same code, whoever deploys it', async function () {
    const outs = [outFile(), outFile()]
    expect(await deploy(local, outs[0] ?? '')).to.equal(true)
    expect(await deploy(other, outs[1] ?? '')).to.equal(true)
    const records = outs.map((out) => JSON.parse(readFileSync(out, 'utf8')))
    for (const field of ['escrow', 'offerBook', 'verifier', 'lens', 'batch']) {
      expect(records[0][field], field)
        .to.equal(records[1][field])
        .and.match(/^0x[0-9a-fA-F]{40}$/)
    }
    const { plan } = planned(other)
    expect(plan.map(({ name }) => name)).to.deep.equal([
      'JobEscrow',
      'OfferBook',
      'CommitteeVerifier',
      'JobLens',
      'JobBatch',
    ])
    for (const step of plan) {
      const hashes = [await blanked(local, step), await blanked(other, step)]
      expect(hashes, step.name).to.deep.equal([code.contracts[step.name]?.runtime, code.contracts[step.name]?.runtime])
    }
    // What differs is the chain, which the signatures' domain names.
    const [escrow] = plan
    if (escrow === undefined) throw new Error('No escrow')
    expect(await local.provider.getCode(escrow.address)).not.to.equal(await other.provider.getCode(escrow.address))
  })

  it('is found whole on both by the check', async function () {
    for (const chain of [local, other]) {
      const { flaws, compared } = await checkMarket(chain.rpc, planned(chain).network, code)
      expect(flaws).to.deep.equal([])
      expect(compared.length).to.be.greaterThan(5)
    }
  })

  it('is written as others read it', async function () {
    const out = outFile()
    await deploy(other, out)
    const { chainId, committee, startBlock, token: read } = parseDeployment(JSON.parse(readFileSync(out, 'utf8')))
    expect([chainId, committee.quorum, read.address]).to.deep.equal([OTHER, 3, token])
    expect(committee.members.map(BigInt)).to.deep.equal(
      committee.members.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)),
    )
    // Of the first contract, which was found by asking the chain: the file is new. Before it came token, ether and proxy.
    expect(startBlock).to.equal(4n)
  })

  it('is found, and nothing is sent, when it is there already', async function () {
    const before = await local.provider.getTransactionCount(local.deployer.address)
    const said: string[] = []
    await deploy(local, outFile(), false, (line) => said.push(line))
    expect(said.filter((line) => line.startsWith('found'))).to.have.length(6)
    expect(said.at(-1)).to.equal('All of it was there already.')
    expect(await local.provider.getTransactionCount(local.deployer.address)).to.equal(before)
  })

  it('costs at most what was said, and not much less, also with the largest committee', async function () {
    const chain = await startChain(LOCAL)
    chains.push(chain)
    const { provider, signer } = planned(chain)
    const largest = { members: Array.from({ length: 24 }, () => Wallet.createRandom().address), quorum: 8 }
    const plan = planOf(parseNetwork(fileOf(LOCAL, { committee: largest })), code)
    const outcomes = await carryOut(signer, provider, plan, quiet)
    for (const { step, gasUsed } of outcomes) {
      expect(gasUsed <= step.gas, `${step.name}: ${gasUsed} of ${step.gas}`).to.equal(true)
      expect(gasUsed * 3n > step.gas * 2n, `${step.name}: ${gasUsed} of ${step.gas}`).to.equal(true)
    }
  })

  for (let sent = 0; sent < 7; sent++) {
    it(`goes on where it was interrupted after ${sent} transactions`, async function () {
      const chain = await startChain(LOCAL)
      chains.push(chain)
      const { plan, provider, signer } = planned(chain)
      const weak = new Interrupted(chain.deployer.privateKey, provider)
      weak.left = sent
      expect(await messageOf(() => carryOut(weak, provider, plan, quiet))).to.include('interrupted')
      const outcomes = await carryOut(signer, provider, plan, quiet)
      // The first transaction was the proxy's.
      expect(outcomes.filter(({ was }) => was === 'found').length).to.equal(Math.max(0, sent - 1))
      expect((await checkMarket(chain.rpc, planned(chain).network, code)).flaws).to.deep.equal([])
    })
  }

  it('says that a constructor refuses, and pays nothing for it', async function () {
    const { network, provider, signer } = planned(local)
    // The file's own rules would not let this pass.
    const plan = planOf({ ...network, committee: { ...network.committee, quorum: 9 } }, code)
    const before = await provider.getTransactionCount(local.deployer.address)
    expect(await messageOf(() => carryOut(signer, provider, plan, quiet))).to.match(
      /^CommitteeVerifier was not created at 0x\w+: its constructor refused the arguments, or the gas ran out$/,
    )
    expect(await provider.getTransactionCount(local.deployer.address)).to.equal(before)
  })

  it('refuses another chain than the one that the file names', async function () {
    const { network, plan, signer } = planned(local)
    const target = { network, plan, signer, provider: other.provider, log: quiet }
    expect(await messageOf(() => deployTo(target, outFile(), false))).to.equal(
      `This is chain ${OTHER}, but the market is meant for chain ${LOCAL}: nothing was deployed`,
    )
  })

  it('refuses a deployer that cannot pay, before anything is sent', async function () {
    const chain = await startChain(LOCAL)
    chains.push(chain)
    await chain.provider.send('hardhat_setBalance', [chain.deployer.address, '0x1'])
    expect(await messageOf(() => deploy(chain, outFile()))).to.match(
      /holds 1 wei, and the deployment may cost \d+: fund it/,
    )
    expect(await chain.provider.getBlockNumber()).to.equal(0)
  })

  it('refuses a deployer with transactions under way', async function () {
    await undone(local, async () => {
      await local.provider.send('evm_setAutomine', [false])
      await local.deployer.sendTransaction({ to: local.deployer.address })
      expect(await messageOf(() => checkAccount(local.provider, local.deployer.address, 0n))).to.include(
        'has 1 transactions under way',
      )
      await local.provider.send('evm_setAutomine', [true])
    })
  })
})
