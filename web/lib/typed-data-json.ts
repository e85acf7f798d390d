import { isAddress, isHex, type TypedDataDomain, type TypedDataParameter } from 'viem'

/** What EIP-712 signs, in the form that viem takes. */
export type ParsedTypedData = {
  readonly domain: TypedDataDomain
  readonly types: Record<string, readonly TypedDataParameter[]>
  readonly primaryType: string
  readonly message: Record<string, unknown>
}

/** `eth_signTypedData_v4` was asked for something a wallet must not sign. */
export class TypedDataError extends Error {
  override readonly name = 'TypedDataError'
  /** Invalid params (EIP-1474). */
  readonly code = -32602
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isParameter = (value: unknown): value is TypedDataParameter =>
  isRecord(value) && typeof value['name'] === 'string' && typeof value['type'] === 'string'

/**
 * Parses the JSON of `eth_signTypedData_v4` (EIP-712).
 * @param chainId the wallet's chain: typed data for another chain is refused, as wallets in use do.
 * @throws {TypedDataError} saying what was wrong.
 */
export function parseTypedData(json: unknown, chainId: number): ParsedTypedData {
  const data = typeof json === 'string' ? parseJson(json) : json
  if (!isRecord(data)) throw new TypedDataError('Typed data must be a JSON object.')
  const { domain, types, primaryType, message } = data
  if (!isRecord(domain) || !isRecord(types) || typeof primaryType !== 'string' || !isRecord(message)) {
    throw new TypedDataError('Typed data needs domain, types, primaryType and message.')
  }
  if (domain['chainId'] !== undefined && Number(domain['chainId']) !== chainId) {
    throw new TypedDataError(`This data is for chain ${Number(domain['chainId'])}, the wallet is on chain ${chainId}.`)
  }
  return { domain: parseDomain(domain), types: parseTypes(types), primaryType, message }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new TypedDataError('Typed data is not JSON.', { cause })
  }
}

function parseDomain(domain: Record<string, unknown>): TypedDataDomain {
  const { name, version, chainId, verifyingContract, salt } = domain
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(chainId === undefined ? {} : { chainId: Number(chainId) }),
    ...(typeof verifyingContract === 'string' && isAddress(verifyingContract) ? { verifyingContract } : {}),
    ...(isHex(salt) ? { salt } : {}),
  }
}

function parseTypes(types: Record<string, unknown>): Record<string, readonly TypedDataParameter[]> {
  const parsed: Record<string, readonly TypedDataParameter[]> = {}
  for (const [name, fields] of Object.entries(types)) {
    if (!Array.isArray(fields) || !fields.every(isParameter)) {
      throw new TypedDataError(`The typed data's type ${name} is not a list of fields.`)
    }
    // The domain's own type is rebuilt from the domain, as EIP-712 defines it.
    if (name !== 'EIP712Domain') parsed[name] = fields
  }
  return parsed
}
