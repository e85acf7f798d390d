import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { id, Interface, keccak256, TypedDataEncoder } from 'ethers'
import { typedDataTypes } from '../../sdk/src/generated/typed-data.ts'

const snapshot = new URL('../../snapshots/interface.json', import.meta.url)
const artifacts = new URL('../../sdk/artifacts/', import.meta.url)

/** EIP-170: more than that, and no chain takes the contract. */
const MOST_BYTES = 24_576

/** What callers, wallets and explorers hold on to: selectors, topics, code. Test doubles are not deployed anywhere that matters. */
function facesOf() {
  const names = readdirSync(artifacts).map((file) => file.replace('.json', ''))
  const rows = names
    .filter((name) => name !== 'TestDollar')
    .toSorted()
    .map((name) => {
      const { abi, deployedBytecode } = JSON.parse(readFileSync(new URL(`${name}.json`, artifacts), 'utf8'))
      const face = Interface.from(abi)
      const functions: Record<string, string> = {}
      const events: Record<string, string> = {}
      const errors: Record<string, string> = {}
      face.forEachFunction((f) => (functions[f.selector] = f.format('sighash')))
      face.forEachEvent((e) => (events[e.topicHash] = e.format('sighash')))
      face.forEachError((e) => (errors[e.selector] = e.format('sighash')))
      const bytes = (deployedBytecode.length - 2) / 2
      return [name, { bytes, code: keccak256(deployedBytecode), functions, events, errors }] as const
    })
  return Object.fromEntries(rows)
}

/** The EIP-712 type hash of every signed message, as an independent encoder has it. */
function typeHashes() {
  const rows = Object.keys(typedDataTypes).map((name) => {
    const types = Object.fromEntries(
      Object.entries(typedDataTypes)
        .filter(([other]) => other === name || (name === 'Close' && other === 'Quote'))
        .map(([other, fields]) => [other, fields.map((field) => ({ ...field }))]),
    )
    const text = TypedDataEncoder.from(types).encodeType(name)
    return [text, id(text)] as const
  })
  return Object.fromEntries(rows)
}

describe('The face of the contracts', function () {
  it('is what snapshots/interface.json says (UPDATE_SNAPSHOTS=1 writes a new one, to be reviewed like code)', function () {
    const face = { contracts: facesOf(), typeHashes: typeHashes() }
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(snapshot, `${JSON.stringify(face, null, 2)}\n`)
    expect(face).to.deep.equal(JSON.parse(readFileSync(snapshot, 'utf8')))
  })

  it('fits into a block chain', function () {
    for (const [name, { bytes }] of Object.entries(facesOf())) expect(bytes, name).to.be.at.most(MOST_BYTES)
  })
})
