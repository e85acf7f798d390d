import type { SendPhase } from './use-send.ts'

/** What a button says while its transaction is on its way. */
export const phaseWords: Readonly<Record<SendPhase, string>> = {
  checking: 'Trying it out…',
  signing: 'Confirm in your wallet…',
  mining: 'Waiting for a block…',
}
