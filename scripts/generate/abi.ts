import { banner, type Build } from './artifacts.ts'

/** One `as const` ABI per contract, from which viem and ethers derive their types. */
export function abiFile({ contracts }: Build): string {
  return contracts.reduce(
    (text, { name, abi }) =>
      `${text}\n/** The ABI of ${name}. */\nexport const ${name[0]?.toLowerCase()}${name.slice(1)}Abi = ${JSON.stringify(abi, null, 2)} as const\n`,
    banner,
  )
}
