import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openJournal } from '../../chain/src/index.ts'
import { VerdictBook, type Decision } from '../../oracle/src/index.ts'

const hash = (byte: string): `0x${string}` => `0x${byte.repeat(32)}`
const valid: Decision = {
  job: hash('01'),
  attempt: 1,
  proofHash: hash('02'),
  verdict: 'Valid',
  reason: 'resultRepeats',
  evidence: hash('03'),
  digest: hash('04'),
  signature: hash('05'),
}
const invalid: Decision = {
  ...valid,
  verdict: 'Invalid',
  reason: 'resultDiffers',
  digest: hash('06'),
  signature: hash('07'),
}

describe('what a member remembers', () => {
  it('is one verdict per commitment, also after a restart', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'millrace-verdicts-')), 'journal.db')
    const first = openJournal(path)
    expect(new VerdictBook(first).decide(valid)).to.deep.equal(valid)
    first.close()

    const second = openJournal(path)
    const book = new VerdictBook(second)
    expect(book.decide(invalid), 'the first verdict stands').to.deep.equal(valid)
    expect(book.decision(valid.job, 1, valid.proofHash)).to.deep.equal(valid)
    expect(book.decide({ ...invalid, attempt: 2 }).verdict, 'another attempt is another matter').to.equal('Invalid')
    second.close()
  })

  it('counts a member once, whatever it sends', () => {
    const journal = openJournal(':memory:')
    const book = new VerdictBook(journal)
    const member = `0x${'aB'.repeat(20)}` as const
    book.attest({ member, digest: valid.digest, signature: hash('08') })
    book.attest({ member: `0x${'ab'.repeat(20)}`, digest: valid.digest, signature: hash('09') })
    expect([...book.attestations(valid.digest)]).to.deep.equal([[`0x${'ab'.repeat(20)}`, hash('08')]])
    expect(book.attestations(invalid.digest).size).to.equal(0)
    journal.close()
  })

  it('keeps the times at which content could not be fetched', () => {
    const journal = openJournal(':memory:')
    const book = new VerdictBook(journal)
    for (const time of [30, 10, 20]) book.noteFailedTry(valid.job, 1, valid.proofHash, time, 'bafk')
    expect(book.failedTries(valid.job, 1, valid.proofHash)).to.deep.equal([10, 20, 30])
    expect(book.failedTries(valid.job, 2, valid.proofHash)).to.deep.equal([])
    journal.close()
  })
})
