import type { Address, Hex, TransactionSerializableEIP1559 } from 'viem'

/**
 * A key that signs transactions. viem's `privateKeyToAccount` and `mnemonicToAccount` are such; a keystore or a hardware
 * key can be. It signs and keeps no state: the nonce is the outbox's.
 */
export interface Signer {
  readonly address: Address
  signTransaction(transaction: TransactionSerializableEIP1559): Promise<Hex>
}
