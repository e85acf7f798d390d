import { Follower, type Journal } from '@millrace/chain'
import { type Address, parseAbi, type PublicClient } from 'viem'

// Compiled, never run: the log of a follower of two contracts is the union of their events, each with its own arguments.
const first = parseAbi(['event Counted(uint256 number)'])
const second = parseAbi(['event Named(string name)', 'event Moved(address to)'])

export function followBoth(journal: Journal, client: PublicClient, address: Address): object {
  return new Follower({
    journal,
    client,
    startBlock: 0n,
    tables: [],
    contracts: [
      { address, abi: first },
      { address, abi: second },
    ],
    apply: (_db, log) => {
      if (log.eventName === 'Counted') return void (log.args.number satisfies bigint)
      if (log.eventName === 'Named') return void (log.args.name satisfies string)
      return void (log.args.to satisfies Address)
    },
  })
}
