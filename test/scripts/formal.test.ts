import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'chai'
import { bugs, plant } from '../../scripts/formal/bugs.ts'
import { check, isVacuous, stated, type Findings } from '../../scripts/formal/check.ts'
import { flatten, readFrom } from '../../scripts/formal/flatten.ts'
import { proofsIn, type Proof } from '../../scripts/formal/proofs.ts'

const root = join(import.meta.dirname, '../..')
const read = readFrom(root)
const proofs = proofsIn(root, read)
const kept: Record<string, Findings> = JSON.parse(read('test/contracts/formal/proved.json'))
const solc: { compile(input: string): string } = createRequire(import.meta.url)('solc')

function proofOf(name: string): Proof {
  const proof = proofs.find((each) => each.name === name)
  if (proof === undefined) throw new Error(`No proof ${name}`)
  return proof
}

/** What the compiler refuses in a source. */
function refusals(content: string): readonly string[] {
  const settings = { outputSelection: { '*': { '': ['ast'] } } }
  const input = { language: 'Solidity', sources: { 'Proof.sol': { content } }, settings }
  const { errors = [] }: { errors?: { severity: string; formattedMessage: string }[] } = JSON.parse(
    solc.compile(JSON.stringify(input)),
  )
  return errors.filter(({ severity }) => severity === 'error').map(({ formattedMessage }) => formattedMessage)
}

describe('npm run formal', () => {
  it('can translate what each proof needs of the contracts as they are', () => {
    expect(proofs.length).to.be.above(30)
    for (const { name, family, text } of proofs) {
      expect(refusals(flatten(read, family, text)), name).to.deep.equal([])
    }
  })

  it('keeps of each proof what was proved, and of no other', () => {
    expect(Object.keys(kept)).to.have.members(proofs.map(({ name }) => name))
  })

  it('claims nothing that was violated, and lists in docs/formal.md whatever it could not prove', () => {
    const page = readFileSync(join(root, 'docs/formal.md'), 'utf8')
    for (const [name, findings] of Object.entries(kept)) {
      for (const [what, status] of Object.entries(findings)) {
        expect(status, `${name}: ${what}`).to.not.equal('violated')
        if (status !== 'proved') expect(page).to.include(`\`${name}\`: \`${what}\``)
      }
    }
  })

  it('plants each bug in one place, for a proof that there is', () => {
    for (const bug of bugs) {
      expect(existsSync(join(root, bug.file)), bug.name).to.equal(true)
      const { family, text } = proofOf(bug.proof)
      expect(flatten(plant(read, bug), family, text), bug.name).to.not.equal(flatten(read, family, text))
    }
    const [first] = bugs
    if (first === undefined) throw new Error('No bug')
    expect(() => plant(read, { ...first, what: 'nowhere to be found' })(first.file)).to.throw('does not fit')
  })

  it('proves by the solver inside the compiler, and finds a bug by it', async function () {
    this.timeout(120_000)
    const proof = proofOf('DebitTakesFromOneEntry')
    const findings = await check(read, proof, '')
    expect(isVacuous(findings)).to.equal(false)
    expect(stated(findings).map(([, status]) => status)).to.deep.equal(stated(findings).map(() => 'proved'))
    expect(stated(findings).length).to.be.above(2)
    const bug = bugs.find(({ proof: name }) => name === proof.name)
    if (bug === undefined) throw new Error('No bug for the debit')
    const broken = stated(await check(plant(read, bug), proof, ''))
    expect(broken.map(([, status]) => status)).to.include('violated')
  })
})
