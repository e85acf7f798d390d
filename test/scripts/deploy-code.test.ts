import { expect } from 'chai'
import { getBytes, keccak256, toUtf8Bytes, zeroPadBytes } from 'ethers'
import { checkReviewed, readArtifact, readCode, type ContractName } from '../../scripts/deploy/code-file.ts'
import { messageOf } from './deploy-chains.ts'

const code = readCode()
const names: readonly ContractName[] = [
  'JobEscrow',
  'OfferBook',
  'CommitteeVerifier',
  'JobLens',
  'JobBatch',
  'TestDollar',
]

/** Where a runtime code pushes a word of zeros: the compiler writes those for immutables, and PUSH0 for a zero. */
function holes(runtime: string): readonly number[] {
  const bytes = getBytes(runtime)
  const found: number[] = []
  for (let i = 0; i < bytes.length; i++) {
    const op = bytes[i] ?? 0
    if (op < 0x60 || op > 0x7f) continue
    const width = op - 0x5f
    if (width === 32 && bytes.subarray(i + 1, i + 33).every((byte) => byte === 0)) found.push(i + 1)
    i += width
  }
  return found
}

describe('The reviewed code', function () {
  it('is that of the committed artifacts', () => {
    checkReviewed(code, names)
    expect(Object.keys(code.contracts).toSorted()).to.deep.equal(names.toSorted())
  })

  for (const name of names) {
    it(`knows every immutable of ${name}`, () => {
      const places = Object.values(code.contracts[name]?.immutables ?? {}).flat()
      expect(places.toSorted((a, b) => a - b)).to.deep.equal(holes(readArtifact(name).deployedBytecode))
    })
  }

  it('has a salt that says what it is for', () => {
    expect(code.salt).to.equal(zeroPadBytes(toUtf8Bytes('Millrace escrow 1'), 32))
  })

  it('is not that of an artifact with another byte, whether of its creation or of its runtime', async () => {
    for (const part of ['bytecode', 'deployedBytecode'] as const) {
      const changed = (name: string) => {
        const artifact = readArtifact(name)
        return name === 'JobLens' ? { ...artifact, [part]: `${artifact[part]}00` } : artifact
      }
      expect(keccak256(changed('JobLens')[part])).not.to.equal(keccak256(readArtifact('JobLens')[part]))
      expect(await messageOf(() => checkReviewed(code, names, changed))).to.match(
        /^The code of JobLens is not the one in deployments\/code\.json\..* npm run deploy -- --freeze/,
      )
    }
  })
})
