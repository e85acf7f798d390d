import { Result, TypedDataEncoder, type BaseContract, type Interface } from 'ethers'
import { JobState } from '../../../sdk/src/generated/enums.ts'
import { typedDataTypes } from '../../../sdk/src/generated/typed-data.ts'
import { fundingByAuthorization } from '../helpers/authorization.ts'
import { ticket, travelling } from '../helpers/life.ts'
import { sign, type Market, type OrderStruct } from '../helpers/market.ts'
import { packRules, packWindows } from '../helpers/pack.ts'
import type { Act, Action } from './actions.ts'
import type { Asked } from './messages.ts'
import type { Job, Terms } from './terms.ts'
import { identityOf, laneOf, type Authorization, type Event, type Signature, type Value, type World } from './world.ts'

/** What the chain said to a move. */
export type Answer =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly error: string; readonly args: readonly Value[] }

type Struct = Record<string, unknown>
const orderTypes = { Order: typedDataTypes.Order.map((field) => ({ ...field })) }

/** The order as it is signed, without its id. */
export function orderOf(terms: Omit<Terms, 'id'>): OrderStruct {
  const { requester, payer, provider, token, verifier, arbiter, feeTo, specHash } = terms
  const { maxPrice, minPrice, rate, stake, verifierFee, arbiterFee, exclusiveUntil, lane, sequence } = terms
  const amounts = { maxPrice, minPrice, rate, stake, verifierFee, arbiterFee, exclusiveUntil }
  const packed = { windows: packWindows(terms.windows), rules: packRules(terms.rules) }
  const roles = { requester, payer, provider, token, verifier, arbiter, feeTo }
  return { ...roles, ...amounts, ...packed, lane, sequence, specHash }
}

/** The escrow on a chain, spoken to in the model's terms. */
export class Chain {
  readonly m: Market
  private readonly addresses: { escrow: string; lens: string }
  /** Lane words by their identities, and back. */
  private readonly words = new Map<string, bigint>()
  private readonly identities = new Map<bigint, string>()
  private readonly asked = new Map<string, Asked>()
  private readonly orders = new Map<string, OrderStruct>()
  private readonly signatures = new Map<string, string>()

  constructor(m: Market, addresses: { escrow: string; lens: string }) {
    this.m = m
    this.addresses = addresses
    this.learn('0:0', 0n)
  }

  /** The id of an order: its EIP-712 hash, computed here and not asked of the escrow. */
  idOf(order: object): string {
    const domain = { name: 'Millrace', version: '1', chainId: this.m.chainId, verifyingContract: this.addresses.escrow }
    return TypedDataEncoder.hash(domain, orderTypes, { ...order })
  }

  /** Remembers what a message of the model is, so that it can be signed when a move carries it. */
  remember(message: string, asked: Asked) {
    this.asked.set(message, asked)
  }

  order(terms: Terms): OrderStruct {
    const order = this.orders.get(terms.id) ?? orderOf(terms)
    this.orders.set(terms.id, order)
    return order
  }

  /** Sends a move in a block of this time. */
  async send(action: Action, now: bigint): Promise<Answer> {
    const { provider } = this.m.ethers
    await provider.send('evm_setNextBlockTimestamp', [`0x${now.toString(16)}`])
    const data = this.m.escrow.interface.encodeFunctionData(action.move, await this.arguments(action))
    const transaction = { from: action.by, to: this.addresses.escrow, data, gas: '0x100000' }
    try {
      const hash: unknown = await provider.send('eth_sendTransaction', [transaction])
      const receipt: { logs: { address: string; topics: string[]; data: string }[] } = await provider.send(
        'eth_getTransactionReceipt',
        [hash],
      )
      return { ok: true, events: receipt.logs.flatMap((log) => this.eventOf(log)) }
    } catch (thrown) {
      return this.errorOf(thrown)
    }
  }

  private eventOf({ address, topics, data }: { address: string; topics: string[]; data: string }): Event[] {
    if (address.toLowerCase() !== this.addresses.escrow.toLowerCase()) return []
    const event = this.m.escrow.interface.parseLog({ topics, data })
    if (event === null) throw new Error('An event that the interface does not have')
    return [{ name: event.name, args: this.plain(event.args) }]
  }

  private errorOf(thrown: unknown): Answer {
    const data = revertData(thrown)
    const { escrow, token } = this.m
    const error = data === undefined ? null : (escrow.interface.parseError(data) ?? token.interface.parseError(data))
    if (error === null) throw thrown
    const args = this.plain(error.args)
    if (error.name !== 'JobNotCurrent') return { ok: false, error: error.name, args }
    return { ok: false, error: error.name, args: args.map((arg) => this.identities.get(BigInt(arg)) ?? arg) }
  }

  /** Arguments as the model has them; an order, which an event tells whole, by its id. */
  private plain(args: Result): Value[] {
    return args.toArray().map((arg: unknown) => {
      if (typeof arg === 'bigint' || typeof arg === 'string') return arg
      if (arg instanceof Result) return this.idOf(arg.toObject())
      throw new Error('An argument that the model does not have')
    })
  }

  private async arguments(a: Action): Promise<unknown[]> {
    const s = (signature: Signature) => this.signature(signature)
    switch (a.move) {
      case 'deposit':
        return [a.token, a.amount]
      case 'depositWithAuthorization':
        return [a.token, a.from, a.amount, await this.authorization(a.token, a.from, a.amount, a.authorization)]
      case 'withdraw':
        return [a.token, a.to, a.amount]
      case 'skip':
        return [a.lane, a.sequence]
      case 'post':
        return [this.order(a.terms), await this.funding(a), await s(a.requesterSignature), await s(a.payerSignature)]
      case 'close': {
        const signatures = [await s(a.requesterSignature), await s(a.payerSignature), await s(a.providerSignature)]
        return [this.order(a.terms), a.quote, await this.funding(a), ...signatures]
      }
      case 'closePosted':
        return [this.job(a.job), a.quote, await s(a.requesterSignature), await s(a.providerSignature)]
      case 'cancel':
      case 'approve':
      case 'challengeLiveness':
        return [this.job(a.job), await s(a.signature)]
      case 'accept':
        return [this.job(a.job), a.provider, await s(a.signature)]
      case 'decline':
      case 'resign':
      case 'challenge':
      case 'contest':
        return [this.job(a.job), a.reason, await s(a.signature)]
      case 'heartbeat':
        return [this.job(a.job), a.checkpoint, a.units, await s(a.signature)]
      case 'submit': {
        const { terms, progress } = a.job
        return [
          ticket({ id: terms.id, job: { order: this.order(terms), progress } }),
          a.commitment,
          await s(a.signature),
        ]
      }
      case 'deliverVerdict':
        return [this.job(a.job), a.verdict, a.evidence, await s(a.signature)]
      case 'complete': {
        const signatures = [await s(a.providerSignature), await s(a.verifierSignature)]
        return [this.job(a.job), a.commitment, a.verdict, a.evidence, ...signatures]
      }
      case 'rule':
        return [this.job(a.job), a.share, a.reason, await s(a.signature)]
      case 'agree':
        return [this.job(a.job), a.toProvider, await s(a.requesterSignature), await s(a.providerSignature)]
      case 'poke':
        return [this.job(a.job)]
    }
  }

  private async funding({ terms, funding }: Act<'post'> | Act<'close'>) {
    const { kind, amount, authorization } = funding
    if (authorization === undefined) return { kind, amount, authorization: '0x' }
    return { kind, amount, authorization: await this.authorization(terms.token, terms.payer, amount, authorization) }
  }

  private async authorization(token: string, from: string, amount: bigint, { nonce, signer }: Authorization) {
    const funding = await fundingByAuthorization(this.m, this.personAt(signer), amount, { token, from, nonce })
    return funding.authorization
  }

  private personAt(address: string): Market['requester'] {
    const who = Object.values(this.m).find((one): one is Market['requester'] => isSigner(one, address))
    if (who === undefined) throw new Error(`Nobody here is ${address}`)
    return who
  }

  private job({ terms, progress }: Job) {
    return travelling({ order: this.order(terms), progress })
  }

  private async signature(signature: Signature): Promise<string> {
    if (signature === undefined) return '0x'
    const { signer, message } = signature
    const key = `${signer} ${message}`
    const known = this.signatures.get(key)
    if (known !== undefined) return known
    const asked = this.asked.get(message)
    if (asked === undefined) throw new Error(`Nobody can sign ${message}`)
    const signed = await sign(this.m, this.personAt(signer), asked.name, this.struct(asked))
    this.signatures.set(key, signed)
    return signed
  }

  private struct({ name, fields, quote }: Asked): Struct {
    if (name === 'Order') return { ...this.orders.get(String(fields['id'])) }
    if (name === 'Close') return { ...fields, quote }
    if (fields['word'] === undefined) return { ...fields }
    const word = this.words.get(String(fields['word']))
    if (word === undefined) throw new Error(`No lane ever held ${fields['word']}`)
    return { ...fields, word }
  }

  private learn(identity: string, word: bigint) {
    this.words.set(identity, word)
    this.identities.set(word, identity)
  }

  /** Compares a lane with the model's: its word, and whether the job is the one that the word commits to. */
  async differsAt(world: World, terms: Pick<Terms, 'requester' | 'lane'>): Promise<string | undefined> {
    const lane = laneOf(world, terms)
    const identity = identityOf(lane)
    const word = BigInt(String((await this.read('escrow', 'wordOf', [terms.requester, terms.lane]))[0]))
    const [asWord, asIdentity] = [this.words.get(identity), this.identities.get(word)]
    if ((asWord ?? word) !== word || (asIdentity ?? identity) !== identity) return `the word of ${identity}`
    this.learn(identity, word)
    if (word >> 216n !== lane.sequence) return `sequence ${lane.sequence}`
    if ((word & 0xffn) !== BigInt(lane.state)) return `state ${lane.state}`
    if (lane.job === undefined) return undefined
    const [current] = await this.read('lens', 'isCurrent', [this.job(lane.job)])
    return current === true ? undefined : `the job ${identity}`
  }

  /** Every entry of the ledger, account by account, each in the order of the tokens. */
  async ledger(accounts: readonly string[], tokens: readonly string[]): Promise<bigint[]> {
    const [rows] = await this.read('lens', 'balancesOf', [accounts, tokens])
    if (!(rows instanceof Result)) throw new Error('The lens gave no balances')
    return rows.toArray().map((row: unknown) => BigInt(String(row)))
  }

  private async read(at: 'escrow' | 'lens', name: string, args: unknown[]): Promise<Result> {
    const contract: BaseContract = this.m[at]
    const face: Interface = contract.interface
    const request = { to: this.addresses[at], data: face.encodeFunctionData(name, args) }
    const data: string = await this.m.ethers.provider.send('eth_call', [request, 'latest'])
    return face.decodeFunctionResult(name, data)
  }
}

function isSigner(one: unknown, address: string): boolean {
  return typeof one === 'object' && one !== null && 'address' in one && one.address === address
}

function revertData(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined
  if ('data' in thrown && typeof thrown.data === 'string') return thrown.data
  for (const key of ['data', 'error', 'cause', 'info'] as const) {
    const inner = key in thrown ? revertData(Reflect.get(thrown, key)) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}

export const isLive = (state: number) =>
  state !== JobState.None && state !== JobState.Settled && state !== JobState.Cancelled
