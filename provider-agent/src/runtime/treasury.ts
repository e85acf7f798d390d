import type { Journal, Outbox, OutboxEntry } from '@millrace/chain'
import { jobEscrowAbi, type EscrowRef, type Offer } from '@millrace/sdk'
import type { Logger } from 'pino'
import { encodeFunctionData, erc20Abi, type Address, type PublicClient } from 'viem'

type Parts = {
  readonly client: PublicClient
  readonly ref: EscrowRef
  readonly account: Address
  readonly outbox: Outbox
  readonly journal: Journal
  readonly offer: () => Offer
  readonly withdrawAbove: bigint | undefined
  readonly log: Logger
}

const PENDING = ['intended', 'signed', 'broadcast', 'mined']

/** Keeps enough of each token in the ledger for stakes, and takes earnings out. */
export class Treasury {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The free balance in the escrow's ledger. */
  async ledgerBalance(token: Address): Promise<bigint> {
    const { client, ref, account } = this.#parts
    return client.readContract({
      address: ref.escrow,
      abi: jobEscrowAbi,
      functionName: 'balanceOf',
      args: [token, account],
    })
  }

  /** One look at each token of the offer. */
  async round(): Promise<void> {
    for (const { token, maxStake } of this.#parts.offer().tokens) await this.#balance(token, maxStake)
  }

  async #balance(token: Address, reserve: bigint): Promise<void> {
    const { client, account, withdrawAbove } = this.#parts
    if (this.#pending(token) !== undefined) return
    const balance = await this.ledgerBalance(token)
    if (balance < reserve / 2n) {
      const wallet = await client.readContract({
        address: token,
        abi: erc20Abi,
        functionName: 'balanceOf',
        args: [account],
      })
      const wanted = reserve - balance
      const amount = wallet < wanted ? wallet : wanted
      if (amount > 0n) this.#deposit(token, amount)
    } else if (withdrawAbove !== undefined && balance > reserve + withdrawAbove) {
      this.#withdraw(token, balance - reserve)
    }
  }

  #deposit(token: Address, amount: bigint): void {
    const { outbox, journal, ref, log } = this.#parts
    const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [ref.escrow, amount] })
    const deposit = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'deposit', args: [token, amount] })
    journal.transaction(() => {
      outbox.enqueue(this.#key('approve', token), { to: token, data: approve })
      outbox.enqueue(this.#key('deposit', token), { to: ref.escrow, data: deposit })
    })
    log.info({ event: 'depositing', token, amount: String(amount) })
  }

  #withdraw(token: Address, amount: bigint): void {
    const { outbox, journal, ref, account, log } = this.#parts
    const args = [token, account, amount] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'withdraw', args })
    journal.transaction(() => outbox.enqueue(this.#key('withdraw', token), { to: ref.escrow, data }))
    log.info({ event: 'withdrawing', token, amount: String(amount) })
  }

  /** A key that names the next movement of its kind: a restart finds the one under way instead of making a second. */
  #key(kind: string, token: Address): string {
    const before = this.#parts.outbox.list().filter((entry) => entry.key.startsWith(`${kind}:${token}:`)).length
    return `${kind}:${token}:${before + 1}`
  }

  #pending(token: Address): OutboxEntry | undefined {
    return this.#parts.outbox
      .list()
      .find(
        ({ key, state }) => PENDING.includes(state) && /^(approve|deposit|withdraw):/.test(key) && key.includes(token),
      )
  }
}
