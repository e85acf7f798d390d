/** Fractional parts of the cube roots of the first 64 primes. FIPS 180-4, §4.2.2. */
const K = firstPrimes(64).map((prime) => fraction(prime, 3n))
/** Fractional parts of the square roots of the first 8 primes. FIPS 180-4, §5.3.3. */
const INITIAL = firstPrimes(8).map((prime) => fraction(prime, 2n))

/** SHA-256 of `message`, FIPS 180-4. Synchronous, because a job that asks for random bytes waits for them. */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor((message.length + 8) / 64) + 1) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)

  const state = Uint32Array.from(INITIAL)
  const words = new DataView(new ArrayBuffer(256))
  for (let offset = 0; offset < padded.length; offset += 64) compress(state, words, view, offset)

  const digest = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) digest.setUint32(index * 4, word)
  return new Uint8Array(digest.buffer)
}

function compress(state: Uint32Array, words: DataView, block: DataView, offset: number): void {
  for (let t = 0; t < 64; t += 1) {
    if (t < 16) words.setUint32(t * 4, block.getUint32(offset + t * 4))
    else {
      const w15 = words.getUint32((t - 15) * 4)
      const w2 = words.getUint32((t - 2) * 4)
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
      words.setUint32(t * 4, words.getUint32((t - 16) * 4) + s0 + words.getUint32((t - 7) * 4) + s1)
    }
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + words.getUint32(t * 4)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  return primes
}

/** First 32 bits after the point of the `degree`-th root, in whole numbers: floor(root(prime · 2^(32·degree))) mod 2^32. */
function fraction(prime: number, degree: bigint): number {
  const target = BigInt(prime) << (32n * degree)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= target) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}
