import { AbiCoder, ZeroHash } from 'ethers'
import { Verdict } from '../../../sdk/src/generated/enums.ts'
import { commitment, contracted, evidence, posted, travelling } from '../helpers/life.ts'
import { call, sign, type Market, type OrderInput } from '../helpers/market.ts'
import { flag } from '../helpers/pack.ts'
import { quoted } from '../helpers/quote.ts'
import { unposted } from '../helpers/subject.ts'
import type { Call } from '../helpers/wire.ts'
import { deploy } from '../helpers/zoo.ts'
import { writers } from './letters.ts'

const coder = AbiCoder.defaultAbiCoder()
export const permit = coder.encode(['uint256', 'uint8', 'bytes32', 'bytes32'], [2n ** 40n, 27, ZeroHash, ZeroHash])
export const authorization = coder.encode(
  ['uint256', 'uint256', 'bytes32', 'uint8', 'bytes32', 'bytes32'],
  [0n, 2n ** 40n, ZeroHash, 27, ZeroHash, ZeroHash],
)

const week = 604_800n
const long = { open: 8n * week, verify: 8n * week, challenge: 8n * week, contest: 8n * week, ruling: 8n * week }
/** Windows that outlast the making of all these calls. */
const lasting = { ...long, run: week, liveness: 1_000n }

/**
 * One right call of every function of the escrow that changes something, each on a lane of its own. They carry their signatures: anybody
 * can make them, and the token, which has a balance and has approved the escrow, can make those that are about money.
 */
export async function innerCalls(m: Market): Promise<Record<string, Call>> {
  const calls: Record<string, Call> = {}
  let lane = 0n
  for (const [name, { order, reach, write }] of Object.entries(writers)) {
    if (name === 'Attestation') continue
    const input: OrderInput = {
      ...(await order?.(m)),
      lane: (lane += 1n),
      windows: lasting,
      rules: { flags: flag.public },
    }
    const subject = reach === undefined ? await unposted(m, input) : await reach(m, await posted(m, input))
    const letter = await write(m, subject)
    const carried = letter.carry(await letter.sign())
    calls[carried.move] = carried
  }
  return { ...calls, ...(await unsigned(m)), ...(await inTwoHands(m)) }
}

async function unsigned(m: Market): Promise<Record<string, Call>> {
  const token = await m.token.getAddress()
  const late = await posted(m, { lane: 30n, windows: { open: 10n } })
  await m.ethers.provider.send('evm_setNextBlockTimestamp', [Number(late.job.progress.phaseEnd + 1n)])
  await m.ethers.provider.send('evm_mine', [])
  const money: [string, unknown[]][] = [
    ['poke', [travelling(late.job)]],
    ['skip', [9n, 1n]],
    ['deposit', [token, 1n]],
    ['depositWithPermit', [token, 1n, permit]],
    ['depositWithAuthorization', [token, token, 1n, authorization]],
    ['withdraw', [token, m.rival.address, 1n]],
  ]
  return Object.fromEntries(money.map(([move, args]) => [move, { by: m.stranger, move, args }]))
}

async function inTwoHands(m: Market): Promise<Record<string, Call>> {
  const open = await posted(m, { lane: 31n, windows: lasting })
  const { quote, signature } = await quoted(m, open.id)
  const close = await sign(m, m.requester, 'Close', { order: open.id, quote })
  const running = await contracted(m, { lane: 32n, windows: lasting, rules: { flags: flag.completable } })
  const proof = { job: running.id, attempt: 1n, provider: m.provider.address, ...commitment() }
  const provider = await sign(m, m.provider, 'Commitment', proof)
  const verifier = await sign(m, m.verifier, 'Verdict', { ...proof, verdict: Verdict.Valid, evidence })
  const completing = [travelling(running.job), commitment(), Verdict.Valid, evidence, provider, verifier]
  return {
    closePosted: { by: m.stranger, move: 'closePosted', args: [travelling(open.job), quote, close, signature] },
    complete: { by: m.stranger, move: 'complete', args: completing },
  }
}

/** The market in a token that calls back. The token itself has some, in its wallet and in the escrow. */
export async function callbackMarket(m: Market): Promise<Market> {
  const token = await deploy(m, 'CallbackToken')
  const address = await token.getAddress()
  const escrow = await m.escrow.getAddress()
  const itself = await m.ethers.getImpersonatedSigner(address)
  await m.ethers.provider.send('hardhat_setBalance', [address, '0xde0b6b3a7640000'])
  for (const who of [m.requester, m.payer, m.provider, m.rival, m.verifier, m.arbiter, m.stranger, itself]) {
    await call(token, 'mint', m.stranger, who.address, 2_000_000_000n)
    await call(token, 'approve', who, escrow, 2n ** 256n - 1n)
    await call(m.escrow, 'deposit', who, address, 1_000_000_000n)
  }
  return { ...m, token }
}
