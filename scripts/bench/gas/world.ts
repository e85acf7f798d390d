import type { HardhatEthers, HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { AbiCoder, concat, getBytes, TypedDataEncoder, Wallet, type Contract } from 'ethers'
import { Verdict } from '../../../sdk/src/generated/enums.ts'
import {
  committeeDomain,
  escrowDomain,
  typedDataTypes,
  type MessageName,
} from '../../../sdk/src/generated/typed-data.ts'
import type { Job } from '../../../sdk/src/job/job.ts'

/** An order as ethers takes it. */
export type OrderInput = Record<string, unknown> & { readonly windows: bigint; readonly verifier: string }

type Commitment = { readonly proofHash: string; readonly outcome: number; readonly units: bigint }

/** A deployed market in which gas is measured: fixed keys and terms, so that two runs count the same calldata bytes. */
export type Bench = {
  readonly ethers: HardhatEthers
  readonly escrow: Contract
  readonly token: Contract
  readonly batch: Contract
  readonly committeeAddress: string
  readonly requester: HardhatEthersSigner
  readonly provider: HardhatEthersSigner
  readonly verifier: HardhatEthersSigner
  readonly stranger: HardhatEthersSigner
  readonly arbiter: HardhatEthersSigner
  readonly order: (lane: bigint, verifier?: string) => Promise<OrderInput>
  readonly verdictMessage: (job: Job, c: Commitment, evidence: string) => Promise<Record<string, unknown>>
  readonly verdictDigest: (job: Job, c: Commitment, evidence: string) => Promise<string>
  readonly bundle: (digest: string) => Promise<string>
  readonly warp: (timestamp: bigint) => Promise<void>
}

const zero = `0x${'00'.repeat(20)}`
// open 1 h, run 1 h, verify 1 h; no challenge window, so that a Valid verdict settles.
const windows = 3600n | (3600n << 24n) | (3600n << 48n)
// slash 50 %, one attempt, completable.
const rules = 5000n | (1n << 96n) | (2n << 120n)

export async function deployBench(ethers: HardhatEthers): Promise<Bench> {
  const [deployer, requester, provider, verifier, stranger, arbiter] = await ethers.getSigners()
  if (!deployer || !requester || !provider || !verifier || !stranger || !arbiter)
    throw new Error('The chain has too few accounts')
  const { chainId } = await ethers.provider.getNetwork()
  const members = Array.from({ length: 4 }, (_, i) => new Wallet(`0x${(i + 1).toString(16).padStart(64, '0')}`))
  members.sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
  const addresses = members.map((member) => member.address)

  const token = await ethers.deployContract('TestDollar')
  const escrow = await ethers.deployContract('JobEscrow', [60n])
  const committee = await ethers.deployContract('CommitteeVerifier', [addresses, 3n])
  const tokenAddress = await token.getAddress()
  const escrowAddress = await escrow.getAddress()
  const batch = await ethers.deployContract('JobBatch', [escrowAddress])
  const committeeAddress = await committee.getAddress()
  for (const who of [requester, provider]) {
    await (await token.getFunction('mint')(who.address, 10n ** 12n)).wait()
    const approve = await token.connect(who).getFunction('approve')(escrowAddress, 2n ** 256n - 1n)
    await approve.wait()
    await (await escrow.connect(who).getFunction('deposit')(tokenAddress, 10n ** 11n)).wait()
  }

  const domain = { ...escrowDomain, chainId, verifyingContract: escrowAddress }
  const attestationDomain = { ...committeeDomain, chainId, verifyingContract: committeeAddress }
  const verdictMessage = async ({ id, progress }: Job, c: Commitment, evidence: string) => ({
    job: id,
    attempt: progress.attempt,
    provider: progress.provider,
    ...c,
    verdict: Verdict.Valid,
    evidence,
  })

  return {
    ethers,
    escrow,
    token,
    committeeAddress,
    requester,
    provider,
    verifier,
    stranger,
    arbiter,
    batch,
    async order(lane, judge = verifier.address) {
      const word: bigint = await escrow.getFunction('wordOf')(requester.address, lane)
      return {
        requester: requester.address,
        payer: requester.address,
        provider: zero,
        token: tokenAddress,
        verifier: judge,
        arbiter: zero,
        feeTo: zero,
        maxPrice: 5_000_000n,
        minPrice: 4_000_000n,
        rate: 2_000_000n,
        stake: 1_000_000n,
        verifierFee: 20_000n,
        arbiterFee: 0n,
        exclusiveUntil: 0n,
        windows,
        rules,
        lane,
        sequence: (word >> 216n) + 1n,
        specHash: `0x${'ab'.repeat(32)}`,
      }
    },
    verdictMessage,
    async verdictDigest(job, c, evidence) {
      const message = await verdictMessage(job, c, evidence)
      return TypedDataEncoder.hash(domain, mutable('Verdict'), message)
    },
    async bundle(digest) {
      const signatures = await Promise.all(
        members.slice(0, 3).map((m) => m.signTypedData(attestationDomain, mutable('Attestation'), { digest })),
      )
      return AbiCoder.defaultAbiCoder().encode(
        ['address[]', 'bytes'],
        [addresses, concat(['0x07', ...signatures.map((s) => getBytes(s))])],
      )
    },
    async warp(timestamp) {
      await ethers.provider.send('evm_setNextBlockTimestamp', [`0x${timestamp.toString(16)}`])
    },
  }
}

/** An EIP-712 signature of one of the escrow's messages. */
export async function signed(b: Bench, who: HardhatEthersSigner, name: MessageName, message: object): Promise<string> {
  const { chainId } = await b.ethers.provider.getNetwork()
  const domain = { ...escrowDomain, chainId, verifyingContract: await b.escrow.getAddress() }
  return who.signTypedData(domain, mutable(name), message)
}

function mutable(name: MessageName): Record<string, { name: string; type: string }[]> {
  return { [name]: typedDataTypes[name].map((field) => ({ ...field })) }
}
