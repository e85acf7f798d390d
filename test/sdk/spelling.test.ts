import {
  buildResult,
  decodeManifest,
  decodeOffer,
  decodeResult,
  encodeDagCbor,
  encodeManifest,
  encodeOffer,
  encodeResult,
  InvalidFieldError,
  parseResult,
  specCid,
} from '@millrace/sdk'
import { expect } from 'chai'
import { exampleProof, exampleSpec, inputBytes, sumColumns } from './example.ts'
import { offer } from './market.ts'

/** Values as JSON spells them are read by the parsers, but no bytes may: they would be a second spelling of the same content. */
const { manifest, blocks } = await exampleProof()
const result = decodeResult(blocks.get(manifest.result) ?? new Uint8Array())
const run = sumColumns({ inputs: [{ path: 'data.csv', bytes: inputBytes }] })

describe('content has one spelling', function () {
  it('of a result', function () {
    expect(decodeResult(encodeResult(result))).to.deep.equal(result)
    expect(() => decodeResult(encodeDagCbor(result))).to.throw(InvalidFieldError, 'another spelling')
  })

  it('of a manifest', function () {
    expect(decodeManifest(encodeManifest(manifest))).to.deep.equal(manifest)
    expect(() => decodeManifest(encodeDagCbor(manifest))).to.throw(InvalidFieldError, 'another spelling')
  })

  it('of an offer', function () {
    expect(decodeOffer(encodeOffer(offer))).to.deep.equal(offer)
    expect(() => decodeOffer(encodeDagCbor(offer))).to.throw(InvalidFieldError, 'another spelling')
  })

  it('and outputs in the order of their bytes only', function () {
    expect(() => parseResult({ ...result, outputs: result.outputs.toReversed() }))
      .to.throw(InvalidFieldError)
      .with.property('field', 'outputs[1].path')
  })

  it('whatever the order in which an engine lists them', async function () {
    const cid = await specCid(exampleSpec)
    const other = await buildResult(cid, exampleSpec, { ...run, outputs: run.outputs.toReversed() })
    expect(encodeResult(other)).to.deep.equal(encodeResult(result))
  })

  it('and no more outputs than a result may list', async function () {
    const outputs = Array.from({ length: 1025 }, (_, index) => ({ path: `${index}`, bytes: new Uint8Array() }))
    const spec = { ...exampleSpec, outputs: [] }
    const refused = await buildResult(await specCid(spec), spec, { ...run, outputs }).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(InvalidFieldError).with.property('field', 'outputs')
    const all = await buildResult(await specCid(spec), spec, { ...run, outputs: outputs.slice(1) })
    expect(all.outputs).to.have.length(1024)
  })
})
