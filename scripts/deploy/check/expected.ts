import { concat, keccak256 } from 'ethers'
import { committeeDomain, escrowDomain, typedDataTypes } from '@millrace/sdk'
import { readArtifact, type CodeFile } from '../code-file.ts'
import type { Network } from '../network-file.ts'
import { create2, digest, hashOf, separator, shortString, word } from './words.ts'

/** A question to a contract, and the words that it must answer. */
export type Question = { readonly call: string; readonly args: readonly unknown[]; readonly answer: string }

/** How a contract must be on a chain. */
export type Expected = {
  readonly name: string
  readonly address: string
  /** The value of each immutable, as 32 bytes. */
  readonly immutables: Readonly<Record<string, string>>
  readonly questions: readonly Question[]
}

/** By its documentation, not by what the deployment sent to. */
const PROXY = '0x4e59b44847b379578588920ca78fbf26c0b4956c'

/**
 * How a market must be, worked out from the reviewed files by the definitions of CREATE2, of the ABI and of EIP-712. Of the code that
 * deploys, nothing is used here.
 */
export function expectedOf(network: Network, code: CodeFile, artifactOf = readArtifact): readonly Expected[] {
  const { chainId, minWindowSeconds, committee, tokens } = network
  const at = (name: string, args: string): string =>
    create2(PROXY, code.salt, concat([artifactOf(name).bytecode, args]))
  const escrow = at('JobEscrow', word(minWindowSeconds))
  const members = concat(committee.members.map(word))
  // The list stands behind its place, in words, and the quorum.
  const verifierArgs = concat([word(64), word(committee.quorum), word(committee.members.length), members])
  const verifier = at('CommitteeVerifier', verifierArgs)
  const batch = at('JobBatch', word(escrow))
  const membersHash = keccak256(members)
  const [escrow712, verifier712] = [
    domainOf(escrowDomain, chainId, escrow),
    domainOf(committeeDomain, chainId, verifier),
  ]
  const market: Expected[] = [
    {
      name: 'JobEscrow',
      address: escrow,
      immutables: { ...escrow712.immutables, minWindow: word(minWindowSeconds) },
      questions: [
        { call: 'minWindow', args: [], answer: word(minWindowSeconds) },
        { call: 'idOf', args: [emptyOrder], answer: digest(escrow712.separator, emptyOrderHash()) },
        ...escrow712.questions,
      ],
    },
    { name: 'OfferBook', address: at('OfferBook', '0x'), immutables: {}, questions: [] },
    {
      name: 'CommitteeVerifier',
      address: verifier,
      immutables: { ...verifier712.immutables, quorum: word(committee.quorum), membersHash },
      questions: [
        { call: 'quorum', args: [], answer: word(committee.quorum) },
        { call: 'membersHash', args: [], answer: membersHash },
        { call: 'attestationOf', args: [word(1)], answer: digest(verifier712.separator, attestationHash(word(1))) },
        ...verifier712.questions,
      ],
    },
    {
      name: 'JobLens',
      address: at('JobLens', word(escrow)),
      immutables: { escrow: word(escrow) },
      questions: [{ call: 'escrow', args: [], answer: word(escrow) }],
    },
    {
      name: 'JobBatch',
      address: batch,
      immutables: { escrow: word(escrow), _self: word(batch) },
      questions: [{ call: 'escrow', args: [], answer: word(escrow) }],
    },
  ]
  if (tokens.length > 0) return market
  const dollar = at('TestDollar', '0x')
  const { immutables, questions } = domainOf({ name: 'Millrace Test Dollar', version: '1' }, chainId, dollar)
  return [...market, { name: 'TestDollar', address: dollar, immutables, questions }]
}

function domainOf(domain: { readonly name: string; readonly version: string }, chainId: number, contract: string) {
  const { name, version } = domain
  const domainSeparator = separator(name, version, chainId, contract)
  return {
    separator: domainSeparator,
    immutables: {
      _cachedDomainSeparator: domainSeparator,
      _cachedChainId: word(chainId),
      _cachedThis: word(contract),
      _hashedName: hashOf(name),
      _hashedVersion: hashOf(version),
      _name: shortString(name),
      _version: shortString(version),
    },
    questions: [
      {
        call: 'eip712Domain',
        args: [],
        // fields, name, version, chainId, verifyingContract, salt, extensions: three of them stand behind, at their places.
        answer: concat([
          `0x0f${'00'.repeat(31)}`,
          ...[7 * 32, 9 * 32, chainId].map(word),
          word(contract),
          ...[0, 11 * 32].map(word),
          ...[name, version].map((text) => concat([word(Buffer.byteLength(text)), leftAligned(text)])),
          word(0),
        ]),
      },
    ],
  }
}

const leftAligned = (text: string): string => `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`

const orderFields = typedDataTypes.Order
const emptyOrder = Object.fromEntries(
  orderFields.map(({ name, type }) => [name, type === 'address' ? `0x${'00'.repeat(20)}` : word(0)]),
)

/** The struct hash of an order of zeros. */
function emptyOrderHash(): string {
  const order = `Order(${orderFields.map(({ type, name }) => `${type} ${name}`).join(',')})`
  return keccak256(concat([hashOf(order), ...orderFields.map(() => word(0))]))
}

const attestationHash = (attested: string): string =>
  keccak256(concat([hashOf('Attestation(bytes32 digest)'), attested]))
