import {
  attestationTypedData,
  committeeBundle,
  verdictDigest,
  type Deployment,
  type EscrowRef,
  type Job,
  type Verdict,
} from '@millrace/sdk'
import type { Logger } from 'pino'
import { isHex, keccak256, recoverTypedDataAddress, toHex, type Address, type Hex, type PrivateKeyAccount } from 'viem'
import type { Decision, VerdictBook } from './verdict-book.ts'

type Parts = {
  readonly ref: EscrowRef
  readonly deployment: Deployment
  readonly account: PrivateKeyAccount
  readonly verdicts: VerdictBook
  readonly peers: readonly string[]
  readonly log: Logger
}

const PEER_MS = 2_000
/** The largest answer of a peer that is read. */
const PEER_BYTES = 8_192

/** This member among its peers: what it signs, what it has of theirs, and when it is its turn to carry. */
export class Committee {
  readonly #parts: Parts
  readonly #members: ReadonlySet<string>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#members = new Set(parts.deployment.committee.members.map((member) => member.toLowerCase()))
  }

  /** This member. */
  get address(): Address {
    return this.#parts.account.address
  }

  /** The digest of a verdict on the job's present commitment. */
  digestOf(job: Job, verdict: Verdict, evidence: Hex): Hex {
    const { attempt, provider, proofHash, outcome, units } = job.progress
    const message = { job: job.id, attempt, provider, proofHash, outcome, units, verdict, evidence }
    return verdictDigest(this.#parts.ref, message)
  }

  /** This member's attestation of a digest. */
  async sign(digest: Hex): Promise<Hex> {
    const { account, deployment } = this.#parts
    return account.signTypedData(attestationTypedData(deployment.chainId, deployment.verifier, digest))
  }

  /** Asks the peers for their attestations of what this member decided, and keeps those that are truly theirs. */
  async gather({ job, attempt, proofHash, digest }: Decision, signal: AbortSignal): Promise<void> {
    const path = `/attestations/${job}/${attempt}/${proofHash}`
    await Promise.all(this.#parts.peers.map((peer) => this.#ask(peer, path, digest, signal)))
  }

  /** The ERC-1271 signature of the committee, once enough members signed this digest. */
  bundle(digest: Hex): Hex | undefined {
    const { deployment, verdicts } = this.#parts
    const { members, quorum } = deployment.committee
    const all = verdicts.attestations(digest)
    const signed = members.filter((member) => all.has(member.toLowerCase())).slice(0, quorum)
    if (signed.length < quorum) return undefined
    const some = new Map(signed.map((member) => [member.toLowerCase(), all.get(member.toLowerCase()) ?? '0x'] as const))
    return committeeBundle(members, some)
  }

  /** This member's place in the order in which members carry the bundle of a job: 0 goes first. */
  rank(job: Hex): number {
    const { account, deployment } = this.#parts
    const lot = (member: string) => keccak256(toHex(`${job}${member.toLowerCase()}`))
    const order = deployment.committee.members.map(lot).toSorted()
    return order.indexOf(lot(account.address))
  }

  async #ask(peer: string, path: string, digest: Hex, signal: AbortSignal): Promise<void> {
    const { log, deployment, verdicts } = this.#parts
    try {
      const response = await fetch(`${peer}${path}`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(PEER_MS)]),
        redirect: 'error',
      })
      if (response.status === 404) return
      if (!response.ok) throw new Error(`it answered ${response.status}`)
      const said: unknown = JSON.parse(await readAnswer(response))
      if (typeof said !== 'object' || said === null || !('digest' in said) || !('signature' in said)) {
        throw new Error('its answer is no attestation')
      }
      if (said.digest !== digest) {
        log.warn({ event: 'peerDisagrees', peer, digest, said: String(said.digest).slice(0, 66) })
        return
      }
      const { signature } = said
      if (typeof signature !== 'string' || !isHex(signature)) throw new Error('its signature is not hex')
      const typed = attestationTypedData(deployment.chainId, deployment.verifier, digest)
      const member = await recoverTypedDataAddress({ ...typed, signature })
      if (!this.#members.has(member.toLowerCase())) throw new Error(`its signer ${member} is not of the committee`)
      verdicts.attest({ member, digest, signature })
    } catch (error) {
      // A peer that is down or lies is not waited for: a quorum needs not all of them.
      if (!signal.aborted)
        log.debug({ event: 'peerFailed', peer, error: error instanceof Error ? error.message : String(error) })
    }
  }
}

/** The text of an answer; one that goes on is cut off, since a liar could fill this member's memory. */
async function readAnswer({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  // Leaving the loop early cancels the rest.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    if (length > PEER_BYTES) throw new Error(`its answer is longer than ${PEER_BYTES} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
