import { describe, errorSentences, MillraceError, type EscrowErrorName } from '@millrace/sdk'
import {
  BaseError,
  ContractFunctionRevertedError,
  HttpRequestError,
  InsufficientFundsError,
  TimeoutError,
  UserRejectedRequestError,
  type Abi,
} from 'viem'
import { plainLine, plainText } from './plain-text.ts'
import { PageError, type PageProblem } from './page-error.ts'

const READ_AGAIN = 'The page reads the chain again by itself; look at the new state and retry.'
const CHANGE_TERMS = 'Change the terms and post again.'

/** What to do about each error of the contracts that a requester can meet. */
const nextSteps: Partial<Record<EscrowErrorName, string>> = {
  JobNotCurrent: READ_AGAIN,
  JobStateWrong: READ_AGAIN,
  DeadlinePassed: 'Use the button that ends the job for everybody.',
  DeadlineNotPassed: 'Wait for the countdown to end.',
  LaneBusy: 'Post again: the page then takes another lane.',
  LaneSequenceWrong: 'Post again: the page then takes the next sequence.',
  BalanceTooLow: 'Deposit more under My things, or lower the amount.',
  NothingArrived: 'Check the token balance of your wallet.',
  OrderTermOutOfBounds: CHANGE_TERMS,
  OrderTermsConflict: CHANGE_TERMS,
  AmountTooLarge: 'Choose a smaller amount.',
  NotAuthorized: 'Connect the wallet that posted the job.',
}

/** The errors of ERC-20 and ERC-2612 tokens (EIP-6093), which the escrow hands on. */
const tokenSentences: Readonly<Record<string, readonly [sentence: string, nextStep: string]>> = {
  ERC20InsufficientBalance: [
    'Your wallet holds too few tokens for this.',
    'Get more tokens, or choose a smaller amount.',
  ],
  ERC20InsufficientAllowance: [
    'The escrow may not take that many tokens yet.',
    'Allow the amount first; the page asks for exactly what is needed.',
  ],
  ERC2612ExpiredSignature: ['The permit expired before it was used.', 'Sign again.'],
}

const isEscrowError = (name: string): name is EscrowErrorName => name in errorSentences

/** Any error as a person needs it: one sentence, a next step, details to copy. */
export function problemOf(error: unknown): PageProblem {
  const details = detailsOf(error)
  const [sentence, nextStep] = wordsFor(error)
  // A gateway, a token or a file may have written a part of it.
  return { sentence: plainLine(sentence), nextStep, details: plainText(details) }
}

function wordsFor(error: unknown): readonly [string, string] {
  if (error instanceof PageError) return [error.message, error.nextStep]
  if (error instanceof MillraceError)
    return [error.message, error.retryable ? 'Try again in a moment.' : 'Change what it names and try again.']
  if (isRefusal(error))
    return ['You declined in the wallet.', 'Nothing was sent. Press the button again when you want to go on.']
  if (!(error instanceof BaseError))
    return ['Something went wrong in the page.', 'Try again; if it stays, load the page anew.']
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (reverted instanceof ContractFunctionRevertedError) return revertWords(reverted)
  if (error.walk((cause) => cause instanceof InsufficientFundsError)) {
    return ['Your wallet has too little of the chain’s coin to pay for gas.', 'Send it some, then try again.']
  }
  if (error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError)) {
    return ['The chain does not answer.', 'Check that the market runs, then try again.']
  }
  return [withStop(error.shortMessage), 'Try again; the details say more.']
}

function revertWords(reverted: ContractFunctionRevertedError): readonly [string, string] {
  const name = reverted.data?.errorName ?? ''
  if (isEscrowError(name)) {
    const values = (reverted.data?.args ?? []).map(String).join(', ')
    const sentence = errorSentences[name]
    return [
      values ? `${sentence.slice(0, -1)} (${values}).` : sentence,
      nextSteps[name] ?? 'Look at the details, change the terms, and try again.',
    ]
  }
  return (
    tokenSentences[name] ?? [
      reverted.reason ? withStop(reverted.reason) : 'The contract refused this.',
      'Look at the details, and try again.',
    ]
  )
}

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

const USER_REJECTED = 4001

/** Whether a person said no in the wallet: an answer, not a failure. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof UserRejectedRequestError)) return true
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (Reflect.get(cause, 'code') === USER_REJECTED) return true
  }
  return false
}

/** The chain of causes, one line each. */
function detailsOf(error: unknown): string {
  const lines: string[] = []
  for (
    let cause = error;
    cause !== undefined && lines.length < 6;
    cause = cause instanceof Error ? cause.cause : undefined
  ) {
    lines.push(cause instanceof Error ? `${cause.name}: ${cause.message}` : describe(cause))
  }
  return lines.join('\n')
}

/** The errors of ERC-20 tokens (EIP-6093) and permits (OpenZeppelin's ERC20Permit), to decode what the escrow hands on. */
export const tokenErrorsAbi = [
  {
    type: 'error',
    name: 'ERC20InsufficientBalance',
    inputs: [
      { name: 'sender', type: 'address' },
      { name: 'balance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
  },
  {
    type: 'error',
    name: 'ERC20InsufficientAllowance',
    inputs: [
      { name: 'spender', type: 'address' },
      { name: 'allowance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
  },
  { type: 'error', name: 'ERC2612ExpiredSignature', inputs: [{ name: 'deadline', type: 'uint256' }] },
] as const satisfies Abi
