import type { Provider } from 'ethers'

/**
 * The first block in which the address has code.
 *
 * @throws Error when the node no longer knows blocks of that time.
 */
export async function firstBlockOf(provider: Provider, address: string): Promise<number> {
  // Before `from` it had none; in `to` it has.
  let [from, to] = [0, await provider.getBlockNumber()]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (await hadCode(provider, address, middle)) to = middle
    else from = middle + 1
  }
  return to
}

async function hadCode(provider: Provider, address: string, block: number): Promise<boolean> {
  try {
    return (await provider.getCode(address, block)) !== '0x'
  } catch (cause) {
    throw new Error(
      `This node does not keep the state of block ${block}, which is needed to find the block of the first deployment: name it with --start-block, or ask a node that keeps all state`,
      { cause },
    )
  }
}
