import { BYTES_PER_STEP_SHIFT, RANDOM_BYTE_STEPS, VECTOR_STEPS } from '../cost.ts'
import { JobEnded } from '../job-ended.ts'
import { sha256 } from '../sha256.ts'
import { WasiError } from './errno.ts'
import type { Call, WasiState } from './state.ts'

/** What the clock shows at the start: 2000-01-01T00:00:00Z in nanoseconds since 1970. */
const START_NS = 946_684_800n * 1_000_000_000n
/** What a call to the clock takes, and the resolution it reports: 1 µs. */
const TICK_NS = 1000n
const SUBSCRIPTION_BYTES = 48
const EVENT_BYTES = 32

export const args_get: Call<[number, number]> = (state, list, text) => putStrings(state, state.args, list, text)
export const args_sizes_get: Call<[number, number]> = (state, count, size) => putSizes(state, state.args, count, size)
export const environ_get: Call<[number, number]> = (state, list, text) => putStrings(state, state.env, list, text)
export const environ_sizes_get: Call<[number, number]> = (state, count, size) => putSizes(state, state.env, count, size)

export const clock_res_get: Call<[number, number]> = (state, clock, result) => {
  startOf(clock)
  state.memory().setU64(result, TICK_NS)
}

export const clock_time_get: Call<[number, bigint, number]> = (state, clock, _precision, result) => {
  const start = startOf(clock)
  state.elapsedNs = BigInt.asUintN(63, state.elapsedNs + TICK_NS)
  state.memory().setU64(result, BigInt.asUintN(64, start + state.elapsedNs))
}

/** Nothing is waited for: the clock jumps to the nearest moment that was asked for, files are always ready. */
export const poll_oneoff: Call<[number, number, number, number]> = (state, subscriptions, events, count, result) => {
  const memory = state.memory()
  const total = count >>> 0
  if (total === 0) throw new WasiError('inval')
  if (total > 1024) throw new WasiError('inval')
  memory.bytes(subscriptions, total * SUBSCRIPTION_BYTES)
  memory.bytes(events, total * EVENT_BYTES)
  state.charge(total * VECTOR_STEPS)

  const asked = Array.from({ length: total }, (_, index) => {
    const at = (subscriptions >>> 0) + index * SUBSCRIPTION_BYTES
    const kind = memory.u8(at + 8)
    if (kind > 2) throw new WasiError('inval')
    const absolute = (memory.u16(at + 40) & 1) === 1
    const now = startOf(kind === 0 ? memory.u8(at + 16) : 0) + state.elapsedNs
    const wait = kind === 0 ? memory.u64(at + 24) - (absolute ? now : 0n) : 0n
    return { userData: memory.u64(at), kind, waitNs: wait > 0n ? wait : 0n }
  })
  const nearest = asked.reduce((least, { waitNs }) => (waitNs < least ? waitNs : least), asked[0]?.waitNs ?? 0n)
  state.elapsedNs = BigInt.asUintN(63, state.elapsedNs + nearest)
  const ready = asked.filter(({ waitNs }) => waitNs === nearest)
  for (const [index, { userData, kind }] of ready.entries()) {
    const at = (events >>> 0) + index * EVENT_BYTES
    memory.bytes(at, EVENT_BYTES).fill(0)
    memory.setU64(at, userData)
    memory.setU8(at + 10, kind)
  }
  memory.setU32(result, ready.length)
}

export const proc_exit: Call<[number]> = (_state, code) => {
  throw new JobEnded({ kind: 'exit', code: code >>> 0 })
}

export const proc_raise: Call<[number]> = () => {
  throw new WasiError('notsup')
}

export const sched_yield: Call<[]> = () => undefined

/** Expands the seed: block n is sha256(seed ‖ n as 8 bytes, little end first); what is left of a block is dropped. */
export const random_get: Call<[number, number]> = (state, address, length) => {
  const into = state.memory().bytes(address, length)
  state.charge(into.length * RANDOM_BYTE_STEPS)
  const input = new Uint8Array(40)
  input.set(state.seed)
  const counter = new DataView(input.buffer, 32)
  for (let offset = 0; offset < into.length; offset += 32) {
    counter.setBigUint64(0, state.randomBlocks, true)
    state.randomBlocks += 1n
    into.set(sha256(input).subarray(0, Math.min(32, into.length - offset)), offset)
  }
}

function startOf(clock: number): bigint {
  if (clock === 0) return START_NS
  if (clock === 1 || clock === 2 || clock === 3) return 0n // monotonic, CPU of process, CPU of thread
  throw new WasiError('inval')
}

function putSizes(state: WasiState, strings: readonly Uint8Array[], count: number, size: number): void {
  state.charge(strings.length)
  const memory = state.memory()
  memory.setU32(count, strings.length)
  memory.setU32(
    size,
    strings.reduce((sum, item) => sum + item.length, 0),
  )
}

function putStrings(state: WasiState, strings: readonly Uint8Array[], list: number, text: number): void {
  const memory = state.memory()
  let at = text >>> 0
  for (const [index, item] of strings.entries()) {
    state.charge(VECTOR_STEPS + (item.length >> Number(BYTES_PER_STEP_SHIFT)))
    memory.setU32((list >>> 0) + index * 4, at)
    memory.bytes(at, item.length).set(item)
    at += item.length
  }
}
