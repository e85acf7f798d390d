import { Contract, type Provider } from 'ethers'
import type { Token } from './network-file.ts'

const ABI = ['function symbol() view returns (string)', 'function decimals() view returns (uint8)']

/**
 * Asks each token what it is.
 *
 * @throws Error that names the first that says another thing than the network's file.
 */
export async function checkTokens(provider: Provider, tokens: readonly Token[]): Promise<void> {
  for (const [i, { address, symbol, decimals }] of tokens.entries()) {
    if ((await provider.getCode(address)) === '0x') throw new Error(`tokens[${i}]: there is no contract at ${address}`)
    const token = new Contract(address, ABI, provider)
    const [itsSymbol, itsDecimals] = [await answer(token, 'symbol', i), await answer(token, 'decimals', i)]
    if (itsSymbol !== symbol) {
      throw new Error(`tokens[${i}].symbol is ${symbol}, but the token at ${address} says ${String(itsSymbol)}`)
    }
    if (itsDecimals !== BigInt(decimals)) {
      throw new Error(`tokens[${i}].decimals is ${decimals}, but the token at ${address} says ${String(itsDecimals)}`)
    }
  }
}

async function answer(token: Contract, question: string, i: number): Promise<unknown> {
  try {
    return await token.getFunction(question)()
  } catch (cause) {
    throw new Error(`tokens[${i}]: what stands there is no ERC-20 token with ${question}()`, { cause })
  }
}
