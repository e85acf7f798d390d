import { AbiCoder, concat, dataLength, getBytes, getCreate2Address, keccak256 } from 'ethers'
import { readArtifact, type Artifact, type CodeFile, type ContractName } from './code-file.ts'
import type { Network } from './network-file.ts'
import { PROXY } from './proxy.ts'

/** A contract to be deployed: what for, and where it will be. */
export type Step = {
  readonly name: ContractName
  readonly address: string
  /** The salt and the creation code with its arguments, as the proxy takes them. */
  readonly data: string
  /** At most as much gas as this. */
  readonly gas: bigint
}

type Part = {
  readonly name: ContractName
  readonly types: readonly string[]
  /** @param addressOf The address of a part before this one. */
  readonly args: (network: Network, addressOf: (name: ContractName) => string) => readonly unknown[]
}

/** What a market is made of, each after those whose address it takes. */
const parts: readonly Part[] = [
  { name: 'JobEscrow', types: ['uint256'], args: ({ minWindowSeconds }) => [minWindowSeconds] },
  { name: 'OfferBook', types: [], args: () => [] },
  {
    name: 'CommitteeVerifier',
    types: ['address[]', 'uint256'],
    args: ({ committee }) => [committee.members, committee.quorum],
  },
  { name: 'JobLens', types: ['address'], args: (_, addressOf) => [addressOf('JobEscrow')] },
  { name: 'JobBatch', types: ['address'], args: (_, addressOf) => [addressOf('JobEscrow')] },
]

/** On a chain without tokens of its own. */
const testDollar: Part = { name: 'TestDollar', types: [], args: () => [] }

/** The addresses of a market, before anything is deployed: they follow from salt, code and arguments alone. */
export function planOf(network: Network, code: Pick<CodeFile, 'salt'>, artifactOf = readArtifact): readonly Step[] {
  const steps: Step[] = []
  const addressOf = (name: ContractName): string => {
    const step = steps.find((each) => each.name === name)
    if (step === undefined) throw new Error(`${name} must come before the parts that take its address`)
    return step.address
  }
  for (const { name, types, args } of network.tokens.length === 0 ? [...parts, testDollar] : parts) {
    const artifact = artifactOf(name)
    const creation = concat([artifact.bytecode, AbiCoder.defaultAbiCoder().encode(types, args(network, addressOf))])
    steps.push({
      name,
      address: getCreate2Address(PROXY.address, code.salt, keccak256(creation)),
      data: concat([code.salt, creation]),
      gas: gasOf(creation, artifact),
    })
  }
  return steps
}

/** The address that a plan gives a part. @throws Error when it has none. */
export function addressIn(plan: readonly Step[], name: ContractName): `0x${string}` {
  const address = plan.find((step) => step.name === name)?.address
  if (address?.startsWith('0x') !== true) throw new Error(`The plan has no ${name}`)
  return `0x${address.slice(2)}`
}

/** The names of the parts in a plan. */
export const namesIn = (plan: readonly Step[]): readonly ContractName[] => plan.map(({ name }) => name)

/**
 * Counted, not asked: a node can only tell when everything that comes before is there. A transaction, its data, CREATE2, two gas per
 * word of creation code and six to hash it, 200 per byte that stays, what the constructor does; and since the proxy keeps back one part
 * of 64 of what it is given, that much more.
 */
function gasOf(creation: string, { deployedBytecode }: Artifact): bigint {
  const bytes = getBytes(creation)
  const zeros = BigInt(bytes.filter((byte) => byte === 0).length)
  const length = BigInt(bytes.length)
  const data = 4n * zeros + 16n * (length - zeros) + 32n * 16n
  const words = (length + 31n) / 32n
  const gas = 21_000n + data + 32_000n + words * 8n + 200n * BigInt(dataLength(deployedBytecode)) + CONSTRUCTOR
  return gas + gas / 63n
}

/** The dearest tells of up to 24 members in an event, or asks the escrow; each copies its code to memory. */
const CONSTRUCTOR = 60_000n
