import { dataLength, dataSlice, getBytes, hexlify } from 'ethers'

/** Where each immutable stands in the runtime code, by its name. */
type Places = Readonly<Record<string, readonly number[]>>

/**
 * The runtime code with its immutables.
 *
 * @throws Error when an immutable has no value, or a value no place: then the contract is not the one that was thought of.
 */
export function filledIn(runtime: string, places: Places, values: Readonly<Record<string, string>>): string {
  const bytes = getBytes(runtime)
  const [needed, given] = [Object.keys(places).toSorted(), Object.keys(values).toSorted()]
  if (needed.join() !== given.join()) {
    throw new Error(`The code has the immutables ${needed.join(', ')}, but the check knows ${given.join(', ')}`)
  }
  for (const [name, starts] of Object.entries(places)) {
    for (const start of starts) bytes.set(getBytes(values[name] ?? '0x'), start)
  }
  return hexlify(bytes)
}

/** Tells where two codes part, and of which immutable that is, if it is one. */
export function firstDifference(expected: string, found: string, places: Places): string {
  const [a, b] = [getBytes(expected), getBytes(found)]
  const at = a.findIndex((byte, i) => byte !== b[i])
  const place = at < 0 ? a.length : at
  const hit = Object.entries(places).flatMap(([name, starts]) => starts.map((start) => ({ name, start })))
  const immutable = hit.find(({ start }) => place >= start && place < start + 32)
  if (immutable !== undefined && b.length === a.length) {
    const { name, start } = immutable
    return `its immutable ${name} is ${dataSlice(found, start, start + 32)}, expected ${dataSlice(expected, start, start + 32)}`
  }
  return `its code is not the reviewed one: it differs from byte ${place} on (${dataLength(found)} bytes, expected ${a.length})`
}
