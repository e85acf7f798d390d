import {
  type Abi,
  type Address,
  type Hash,
  type Hex,
  hexToBigInt,
  hexToNumber,
  numberToHex,
  parseEventLogs,
  type ParseEventLogsReturnType,
  toEventSelector,
} from 'viem'
import { mayContain } from './bloom.ts'
import { ask, type ChainClient, type Header, type RawLog, readHeader } from './chain-client.ts'
import { ChainReadError } from './errors.ts'

/** A contract whose events are followed: those that its ABI names, no others. */
export type FollowedContract<abi extends Abi> = { readonly address: Address; readonly abi: abi }

/** One decoded event, a union over the ABIs; `topics` and `data` are there too, for a reader with a codec of its own. */
export type FollowedLog<abi extends Abi> = ParseEventLogsReturnType<abi, undefined, true>[number]

/** The block of a log. `timestamp` is in Unix seconds. */
export type FollowedBlock = { readonly number: bigint; readonly hash: Hash; readonly timestamp: bigint }

/** Logs of one block, in the chain's order. */
export type BlockLogs<abi extends Abi> = { readonly block: FollowedBlock; readonly logs: readonly FollowedLog<abi>[] }

/** Reads the events of a set of contracts; all failures are ChainReadError, and none of them is taken for "no logs". */
export class LogReader<const abi extends Abi> {
  readonly #client: ChainClient
  readonly #contracts: readonly FollowedContract<abi>[]
  readonly #addresses: Address[]
  readonly #selectors: Hash[]

  constructor(client: ChainClient, contracts: readonly FollowedContract<abi>[]) {
    this.#client = client
    this.#contracts = contracts
    this.#addresses = contracts.map(({ address }) => address)
    const all: Abi[number][] = contracts.flatMap((contract) => [...contract.abi])
    this.#selectors = [...new Set(all.flatMap((item) => (item.type === 'event' ? [toEventSelector(item)] : [])))]
  }

  /** The logs of one block, asked for by its hash, so that header and logs are of one fork (EIP-234). */
  async ofBlock(header: Header): Promise<BlockLogs<abi>> {
    let raw = await this.#request({ blockHash: header.hash })
    if (raw.length === 0 && this.#bloomAdmits(header)) raw = await this.#fromReceipts(header)
    if (raw.some((log) => log.blockHash !== header.hash)) throw new ChainReadError('the logs of a block')
    const { number, hash, timestamp } = header
    return { block: { number, hash, timestamp }, logs: this.#decode(raw) }
  }

  /**
   * The logs of a range of settled blocks; only blocks with logs are returned. The range is asked for twice, and what either
   * answer holds counts: a backend that lags leaves logs out without a word, and one answer alone does not show it.
   */
  async ofRange(fromBlock: bigint, toBlock: bigint): Promise<readonly BlockLogs<abi>[]> {
    const range = { fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
    const raw = new Map<string, RawLog>()
    for (const log of [...(await this.#request(range)), ...(await this.#request(range))]) {
      raw.set(`${log.blockHash}:${log.logIndex}`, log)
    }
    const blocks = new Map<Hex, RawLog[]>()
    for (const log of raw.values()) {
      if (log.blockHash === null || log.blockNumber === null) throw new ChainReadError('the logs of a range')
      const at = hexToBigInt(log.blockNumber)
      if (at < fromBlock || at > toBlock) throw new ChainReadError('the logs of a range')
      blocks.set(log.blockHash, [...(blocks.get(log.blockHash) ?? []), log])
    }
    const found: BlockLogs<abi>[] = []
    for (const [hash, logs] of blocks) {
      const block = await this.#blockOf(hash, logs)
      found.push({ block, logs: this.#decode(logs) })
    }
    return found.sort((a, b) => Number(a.block.number - b.block.number))
  }

  async #request(
    where: { readonly blockHash: Hash } | { readonly fromBlock: Hex; readonly toBlock: Hex },
  ): Promise<readonly RawLog[]> {
    const filter = { address: this.#addresses, topics: [this.#selectors], ...where }
    const logs = await ask('logs', () => this.#client.request({ method: 'eth_getLogs', params: [filter] }))
    if (logs.some((log) => log.removed)) throw new ChainReadError('logs')
    return logs
  }

  /** A backend that lags may answer "no logs" for a block that it does not have. The header's bloom knows better. */
  #bloomAdmits({ logsBloom }: Header): boolean {
    if (logsBloom === null) return true
    const admits = (value: Hex) => mayContain(logsBloom, value)
    return this.#addresses.some(admits) && this.#selectors.some(admits)
  }

  /** Settles what the bloom only suggests: the receipts of the block's own transactions hold every log. */
  async #fromReceipts(header: Header): Promise<readonly RawLog[]> {
    const wanted = new Set<string>(this.#addresses.map((address) => address.toLowerCase()))
    const found: RawLog[] = []
    for (const hash of header.transactions) {
      const receipt = await ask('a receipt', () =>
        this.#client.request({ method: 'eth_getTransactionReceipt', params: [hash] }),
      )
      if (receipt?.blockHash !== header.hash) throw new ChainReadError('a receipt of a block that has just been read')
      found.push(...receipt.logs.filter((log) => wanted.has(log.address.toLowerCase())))
    }
    return found
  }

  #decode(raw: readonly RawLog[]): readonly FollowedLog<abi>[] {
    const inOrder = [...raw].sort((a, b) => hexToNumber(a.logIndex ?? '0x0') - hexToNumber(b.logIndex ?? '0x0'))
    const decoded: FollowedLog<abi>[] = []
    for (const log of inOrder) {
      const contract = this.#contracts.find(({ address }) => address.toLowerCase() === log.address.toLowerCase())
      if (contract === undefined) continue
      decoded.push(...parseEventLogs({ abi: contract.abi, logs: [log], strict: true }))
    }
    return decoded
  }

  async #blockOf(hash: Hash, logs: readonly RawLog[]): Promise<FollowedBlock> {
    const number = hexToBigInt(logs[0]?.blockNumber ?? '0x0')
    const stamped = logs[0]?.blockTimestamp
    if (stamped) return { number, hash, timestamp: hexToBigInt(stamped) }
    const header = await readHeader(this.#client, number)
    if (header?.hash !== hash) throw new ChainReadError('a block of the range')
    return { number, hash, timestamp: header.timestamp }
  }
}
