import { isError, type Provider, type Signer, type TransactionRequest } from 'ethers'
import type { Step } from './plan.ts'
import { createProxy, hasProxy, PROXY } from './proxy.ts'

/** What happened to a step. */
export type Outcome = { readonly step: Step; readonly was: 'deployed' | 'found'; readonly gasUsed: bigint }

/** Which steps of a plan are done on this chain already: their address has code. */
export async function stepsDone(provider: Provider, plan: readonly Step[]): Promise<ReadonlySet<Step>> {
  const codes = await Promise.all(plan.map(async (step) => [step, await provider.getCode(step.address)] as const))
  return new Set(codes.filter(([, code]) => code !== '0x').map(([step]) => step))
}

/**
 * Does what is not done yet, one step after another: looks first, so that it may be interrupted anywhere and run again. Whoever
 * else deploys the same code with the same arguments does this deployer's work: the address allows nothing else.
 *
 * @throws Error when the proxy cannot be had, or a step fails.
 */
export async function carryOut(
  signer: Signer,
  provider: Provider,
  plan: readonly Step[],
  log: (line: string) => void,
): Promise<readonly Outcome[]> {
  if (!(await hasProxy(provider))) {
    await createProxy(signer, provider)
    log(`created  the deterministic deployment proxy at ${PROXY.address}`)
  }
  const outcomes: Outcome[] = []
  for (const step of plan) {
    const isThere = (await provider.getCode(step.address)) !== '0x'
    const gasUsed = isThere ? 0n : await deploy(signer, provider, step)
    log(`${isThere ? 'found   ' : 'deployed'} ${step.name.padEnd(17)} ${step.address}`)
    outcomes.push({ step, was: isThere ? 'found' : 'deployed', gasUsed })
  }
  return outcomes
}

async function deploy(signer: Signer, provider: Provider, { name, address, data, gas }: Step): Promise<bigint> {
  const told = await send(signer, { to: PROXY.address, data }, gas)
  // Perhaps somebody else was quicker: what stands there is the same.
  if ((await provider.getCode(address)) !== '0x') return told.gasUsed
  throw new Error(`${name} was not created at ${address}: ${told.reason}`, { cause: told.cause })
}

type Told = { readonly gasUsed: bigint; readonly reason: string; readonly cause?: unknown }

async function send(signer: Signer, transaction: TransactionRequest, counted: bigint): Promise<Told> {
  try {
    // A constructor that refuses is noticed here, before it costs anything. Roll-ups ask for more than what can be counted.
    const asked = await signer.estimateGas(transaction)
    const gasLimit = asked > counted ? asked + asked / 10n : counted
    const receipt = await (await signer.sendTransaction({ ...transaction, gasLimit })).wait()
    return { gasUsed: receipt?.gasUsed ?? 0n, reason: 'the transaction was mined, and did nothing' }
  } catch (cause) {
    // The words of ethers hold the whole transaction: the node's own are enough.
    return { gasUsed: 0n, reason: reasonOf(cause), cause }
  }
}

function reasonOf(error: unknown): string {
  if (isError(error, 'CALL_EXCEPTION')) return 'its constructor refused the arguments, or the gas ran out'
  if (isError(error, 'INSUFFICIENT_FUNDS')) return 'the deployer cannot pay for it'
  if (isError(error, 'UNKNOWN_ERROR')) return `the node refuses (${String(error.error?.message ?? 'without a word')})`
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
