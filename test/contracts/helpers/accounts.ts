import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { call, startBalance, type Market } from './market.ts'
import { deploy, type Token } from './zoo.ts'

/** A contract account and the person whose key it obeys. */
export type Account = { readonly wallet: Token; readonly as: HardhatEthersSigner }

/** A role that is played by a contract account. It calls as itself, and where it signs, `owner` does. */
export async function contractAccount(m: Market, owner: HardhatEthersSigner, name = 'PliantWallet'): Promise<Account> {
  const wallet = await deploy(m, name, owner.address)
  return { wallet, as: await played(m, await wallet.getAddress(), owner) }
}

/** An address that calls as itself, with money, and for which `owner` signs. */
export async function played(m: Market, address: string, owner: HardhatEthersSigner): Promise<HardhatEthersSigner> {
  await m.ethers.provider.send('hardhat_setBalance', [address, '0xde0b6b3a7640000'])
  const itself = await m.ethers.getImpersonatedSigner(address)
  await call(m.token, 'mint', m.stranger, address, startBalance)
  await call(m.token, 'approve', itself, await m.escrow.getAddress(), startBalance)
  await call(m.escrow, 'deposit', itself, await m.token.getAddress(), startBalance)
  return new Proxy(itself, {
    get(target, key) {
      if (key === 'signTypedData') return owner.signTypedData.bind(owner)
      const found: unknown = Reflect.get(target, key, target)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}
