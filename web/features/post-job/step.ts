import { assertNever } from '@millrace/sdk'
import { formatAmount } from '../../lib/format.ts'
import type { FundingPlan } from '../../lib/funds.ts'
import type { TokenConfig } from '../../lib/config.ts'
import type { WalletState } from '../../lib/wallet-state.ts'
import type { StoreProgress } from './store-plan.ts'

/** What the one button of the form does next. */
export type PostStep =
  | { readonly kind: 'connect' }
  | { readonly kind: 'switchChain' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'incomplete'; readonly why: string }
  | { readonly kind: 'tooLittle'; readonly missing: bigint }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'post'; readonly funding: Exclude<FundingPlan, { kind: 'tooLittle' }> }

/** All that decides it. */
export type PostFacts = {
  readonly wallet: WalletState['kind']
  /** Why there is no job to post yet, or undefined. */
  readonly mistake: string | undefined
  /** How the price comes into the escrow; undefined while the balances are read. */
  readonly funding: FundingPlan | undefined
  /** How many providers fit the job at its price; undefined while the offers are read. */
  readonly fits: number | undefined
  /** Whether the reader said to post it although nobody fits. */
  readonly postUnfit: boolean
}

/**
 * The next step. A mistake in the form is told before a wallet is asked for: nobody should connect for nothing. Money for a job
 * that nobody would take is locked only when the reader said so.
 */
export function nextPostStep({ wallet, mistake, funding, fits, postUnfit }: PostFacts): PostStep {
  if (mistake !== undefined) return { kind: 'incomplete', why: mistake }
  if (wallet === 'settling') return { kind: 'loading' }
  if (wallet === 'none') return { kind: 'connect' }
  if (wallet === 'wrongChain') return { kind: 'switchChain' }
  if (funding === undefined || fits === undefined) return { kind: 'loading' }
  if (funding.kind === 'tooLittle') return { kind: 'tooLittle', missing: funding.missing }
  return fits === 0 && !postUnfit ? { kind: 'confirm' } : { kind: 'post', funding }
}

/** Whether the button does anything now; where it does not, the words beside it say why. */
export const canAct = ({ kind }: PostStep): boolean => kind === 'connect' || kind === 'switchChain' || kind === 'post'

/** Where posting is, once the button was pressed. */
export type PostPhase = StoreProgress | WalletPhase

type WalletPhase = 'checking' | 'allowing' | 'permit' | 'signing' | 'mining'

const PHASES: Readonly<Record<WalletPhase, string>> = {
  checking: 'Trying it out…',
  allowing: 'Allow the amount in your wallet…',
  permit: 'Sign the permit in your wallet…',
  signing: 'Confirm in your wallet…',
  mining: 'Waiting for a block…',
}

/** The label of the button. */
export function postLabel(
  step: PostStep,
  phase: PostPhase | undefined,
  lock: bigint,
  chainName: string,
  token: TokenConfig,
): string {
  if (typeof phase === 'object') return `Storing file ${phase.file} of ${phase.files}…`
  if (phase) return PHASES[phase]
  switch (step.kind) {
    case 'connect':
      return 'Connect a wallet'
    case 'switchChain':
      return `Switch to ${chainName}`
    case 'loading':
      return 'Reading the chain…'
    case 'incomplete':
    case 'confirm':
      return 'Post the job'
    case 'tooLittle':
      return 'Too few tokens'
    case 'post':
      return `${POST_LABELS[step.funding.kind]} ${formatAmount(lock, token)}`
    default:
      return assertNever(step)
  }
}

const POST_LABELS = {
  ledger: 'Post for',
  allowance: 'Post for',
  permit: 'Sign and post for',
  approve: 'Allow and post for',
} as const

/** What the wallet will ask, told before it opens. */
export function promptWords(step: PostStep, token: TokenConfig): string | undefined {
  switch (step.kind) {
    case 'incomplete':
      return step.why
    case 'tooLittle':
      return `Your wallet is ${formatAmount(step.missing, token)} short. Lower the price, or get more tokens.`
    case 'confirm':
      return 'No provider fits the job as it stands. Change it, or tick the box to post it all the same.'
    case 'post':
      return PROMPTS[step.funding.kind]
    case 'connect':
    case 'switchChain':
    case 'loading':
      return undefined
    default:
      return assertNever(step)
  }
}

const PROMPTS = {
  ledger: 'Your wallet asks once: to post, paid from your balance in the escrow.',
  allowance: 'Your wallet asks once: to post. The escrow may already take this amount.',
  permit: 'Your wallet asks twice: to sign a permit for exactly this amount, and to post.',
  approve: 'Your wallet asks twice: to allow exactly this amount, and to post.',
} as const
