import type { Journal, Outbox } from '@millrace/chain'
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

const STEPS = ['create table treasury_move(token text primary key, number integer not null) strict']
const SETTLED = ['final', 'failed', 'refused', 'replaced']

/** Keeps enough of each token in the ledger for stakes, and takes earnings out. */
export class Treasury {
  readonly #parts: Parts

  constructor(parts: Parts) {
    parts.journal.migrate('treasury', STEPS)
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
    if (this.#isMoving(token)) return
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
      const key = this.#nextKey(token)
      outbox.enqueue(`${key}:approve`, { to: token, data: approve })
      outbox.enqueue(`${key}:move`, { to: ref.escrow, data: deposit })
    })
    log.info({ event: 'depositing', token, amount: String(amount) })
  }

  #withdraw(token: Address, amount: bigint): void {
    const { outbox, journal, ref, account, log } = this.#parts
    const args = [token, account, amount] as const
    const data = encodeFunctionData({ abi: jobEscrowAbi, functionName: 'withdraw', args })
    journal.transaction(() => outbox.enqueue(`${this.#nextKey(token)}:move`, { to: ref.escrow, data }))
    log.info({ event: 'withdrawing', token, amount: String(amount) })
  }

  /** A key that names the next movement of a token: a restart finds the one under way instead of making a second. */
  #nextKey(token: Address): string {
    const number = this.#lastMove(token) + 1
    this.#parts.journal.db.prepare('insert or replace into treasury_move values(?, ?)').run(token, number)
    return `treasury:${token}:${number}`
  }

  #isMoving(token: Address): boolean {
    const last = this.#parts.outbox.get(`treasury:${token}:${this.#lastMove(token)}:move`)
    return last !== null && !SETTLED.includes(last.state)
  }

  #lastMove(token: Address): number {
    const row = this.#parts.journal.db.prepare('select number from treasury_move where token = ?').get(token)
    return Number(row?.['number'] ?? 0)
  }
}
