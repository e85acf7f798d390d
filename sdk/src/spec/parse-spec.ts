import { cidOf, linkOf, MAX_BLOCK_BYTES } from '../content/cid.ts'
import { decodeDagCbor, encodeDagCbor, equalBytes } from '../content/dag-cbor.ts'
import { assertNever, InvalidFieldError } from '../errors.ts'
import { Field, MAX_U64 } from '../parse/fields.ts'
import { checkDistinct, readPath } from '../parse/paths.ts'
import { hexToBytes } from 'viem'
import {
  SPEC_BOUNDS as most,
  type Input,
  type JobSpec,
  type Limits,
  type Network,
  type Resources,
  type Runtime,
} from './job-spec.ts'

/**
 * Reads a spec from anything: a form, JSON (where a decimal text stands for a bigint), or decoded dag-cbor.
 *
 * @throws InvalidFieldError naming the field, as in `inputs[2].path`, and what was expected there.
 */
export function parseSpec(value: unknown): JobSpec {
  const fields = new Field('spec', value).keys(
    ['v', 'runtime', 'entry', 'args', 'env', 'inputs', 'outputs', 'resources', 'limits', 'network', 'seed'],
    ['acceptance'],
  )
  const acceptance = fields.maybe('acceptance')?.cid('raw')
  const runtime = readRuntime(fields.get('runtime'))
  return {
    v: fields.get('v').oneOf([1]),
    runtime,
    entry: fields.get('entry').text(255),
    args: fields.get('args').list(most.args, (arg) => arg.text(most.argBytes, { empty: true, lines: true })),
    env: readEnv(fields.get('env')),
    inputs: readInputs(fields.get('inputs')),
    outputs: readOutputs(fields.get('outputs')),
    resources: readResources(fields.get('resources'), runtime.kind),
    limits: readLimits(fields.get('limits')),
    network: readNetwork(fields.get('network')),
    seed: fields.get('seed').hex(32),
    ...(acceptance !== undefined && { acceptance }),
  }
}

/**
 * The one byte string of a spec. Checks it first, so that nothing malformed gets a CID.
 *
 * @throws InvalidFieldError
 */
export function encodeSpec(spec: JobSpec): Uint8Array<ArrayBuffer> {
  const { runtime, acceptance, ...rest } = parseSpec(spec)
  const bytes = encodeDagCbor({
    ...rest,
    runtime: encodeRuntime(runtime),
    inputs: spec.inputs.map((input) => ({ ...input, cid: linkOf(input.cid) })),
    seed: hexToBytes(spec.seed),
    ...(acceptance !== undefined && { acceptance: linkOf(acceptance) }),
  })
  checkSize(bytes)
  return bytes
}

/**
 * Reads a spec from its bytes, of which there is one spelling only.
 *
 * @throws InvalidFieldError
 */
export function decodeSpec(bytes: Uint8Array): JobSpec {
  checkSize(bytes)
  const spec = parseSpec(decodeDagCbor(bytes, 'spec'))
  // The parser takes JSON's spellings too (text for links and numbers); as bytes there is one only.
  checkSpelling('spec', encodeSpec(spec), bytes)
  return spec
}

/** The CID of a spec. The digest in it is the order's `specHash`. */
export async function specCid(spec: JobSpec): Promise<string> {
  return cidOf(encodeSpec(spec), 'dag-cbor')
}

/** @throws InvalidFieldError when the bytes are not the ones that we would have written. */
export function checkSpelling(
  subject: 'spec' | 'result' | 'manifest' | 'offer',
  ours: Uint8Array,
  theirs: Uint8Array,
): void {
  if (!equalBytes(ours, theirs)) {
    throw new InvalidFieldError(subject, '', 'links, bytes and numbers as such', 'another spelling of the same content')
  }
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > most.bytes) throw new InvalidFieldError('spec', '', `at most ${most.bytes} bytes`, bytes)
}

function readRuntime(field: Field): Runtime {
  const kind = field.at('kind', field.record().get('kind')).oneOf(['wasm', 'container', 'native'])
  switch (kind) {
    case 'wasm': {
      const fields = field.keys(['kind', 'module', 'engine', 'strictFloats'])
      return {
        kind,
        module: fields.get('module').cid('raw'),
        engine: fields.get('engine').text(64),
        strictFloats: fields.get('strictFloats').boolean(),
      }
    }
    case 'container': {
      const image = field.keys(['kind', 'image']).get('image')
      const digest = image.text(71)
      if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw image.wrong('sha256: and 64 hexadecimal digits')
      return { kind, image: digest }
    }
    case 'native':
      return { kind, rootfs: field.keys(['kind', 'rootfs']).get('rootfs').cid('raw') }
    default:
      return assertNever(kind)
  }
}

function encodeRuntime(runtime: Runtime): unknown {
  switch (runtime.kind) {
    case 'wasm':
      return { ...runtime, module: linkOf(runtime.module) }
    case 'container':
      return runtime
    case 'native':
      return { ...runtime, rootfs: linkOf(runtime.rootfs) }
    default:
      return assertNever(runtime)
  }
}

function readEnv(field: Field): Readonly<Record<string, string>> {
  const entries = field.record()
  if (entries.size > most.env) throw field.wrong(`at most ${most.env} variables`)
  return Object.fromEntries(
    [...entries].map(([name, value]) => {
      const entry = field.at(name, value)
      if (!/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(name)) throw entry.wrong('a name of letters, digits and _')
      return [name, entry.text(most.argBytes, { empty: true, lines: true })]
    }),
  )
}

function readInputs(field: Field): readonly Input[] {
  const inputs = field.list(most.inputs, (entry) => {
    const fields = entry.keys(['path', 'cid', 'size'])
    return {
      path: readPath(fields.get('path')),
      cid: fields.get('cid').cid('raw'),
      size: fields.get('size').integer(0, MAX_BLOCK_BYTES),
    }
  })
  const paths = inputs.map((input) => input.path)
  checkDistinct(paths, (index) => field.at(index).at('path', paths[index]))
  return inputs
}

function readOutputs(field: Field): readonly string[] {
  const paths = field.list(most.outputs, readPath)
  checkDistinct(paths, (index) => field.at(index, paths[index]))
  return paths
}

function readResources(field: Field, kind: Runtime['kind']): Resources {
  const wasm = kind === 'wasm'
  const fields = field.keys(['cpu', 'memoryBytes', 'diskBytes', 'gpu'])
  return {
    cpu: fields.get('cpu').integer(1, most.cpu),
    memoryBytes: fields.get('memoryBytes').bigint(1n, wasm ? most.wasmMemoryBytes : MAX_U64),
    diskBytes: fields.get('diskBytes').bigint(0n, wasm ? most.wasmDiskBytes : MAX_U64),
    gpu: fields.get('gpu').integer(0, most.gpu),
  }
}

function readLimits(field: Field): Limits {
  const fields = field.keys(['seconds', 'steps', 'outputBytes', 'logBytes'])
  return {
    seconds: fields.get('seconds').integer(1, most.seconds),
    steps: fields.get('steps').bigint(1n, most.steps),
    outputBytes: fields.get('outputBytes').bigint(0n, most.outputBytes),
    logBytes: fields.get('logBytes').bigint(0n, most.logBytes),
  }
}

function readNetwork(field: Field): Network {
  const kind = field.at('kind', field.record().get('kind')).oneOf(['none', 'allow'])
  if (kind === 'none') {
    field.keys(['kind'])
    return { kind }
  }
  const hosts = field.keys(['kind', 'hosts']).get('hosts').list(most.hosts, readHost)
  return { kind, hosts }
}

/** A DNS name in small letters: what an allow-list compares with. */
export function readHost(field: Field): string {
  const host = field.text(253)
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(host)) {
    throw field.wrong('a host name in small letters, without port or path')
  }
  return host
}
