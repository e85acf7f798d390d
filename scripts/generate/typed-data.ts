import { banner, walk, type AstNode, type Build } from './artifacts.ts'

/** The EIP-712 types, read from the type strings that the contracts hash. */
export function typedDataFile(build: Build): string {
  const types = new Map<string, string>()
  for (const source of ['contracts/libraries/MessageHash.sol', 'contracts/verifiers/CommitteeVerifier.sol']) {
    for (const node of walk(build.ast(source))) {
      for (const [, name = '', fields = ''] of typeString(node).matchAll(/([A-Z]\w*)\(([^)]*)\)/g))
        types.set(name, fields)
    }
  }
  const rows = [...types].map(([name, fields]) => `  ${name}: [\n${fields.split(',').map(row).join('')}  ],\n`)
  return `${banner}
/** Everything that is signed, as EIP-712 types. Attestation belongs to the committee's domain, the others to the escrow's. */
export const typedDataTypes = {
${rows.join('')}} as const

/** The name of a signed message. */
export type MessageName = keyof typeof typedDataTypes

/** The escrow's EIP-712 domain, without chain and address. */
export const escrowDomain = { name: 'Millrace', version: '1' } as const

/** The committee's EIP-712 domain, without chain and address. */
export const committeeDomain = { name: 'Millrace Committee', version: '1' } as const
`
}

function row(field: string): string {
  const [type, name] = field.split(' ')
  return `    { name: '${name}', type: '${type}' },\n`
}

/** The literal in `bytes32 constant X = keccak256("…")`. */
function typeString(node: AstNode): string {
  if (node.nodeType !== 'VariableDeclaration') return ''
  const value = node.value
  if (typeof value !== 'object' || value === null || !('arguments' in value) || !Array.isArray(value.arguments))
    return ''
  const literal: unknown = value.arguments[0]?.value
  return typeof literal === 'string' && literal.includes('(') ? literal : ''
}
