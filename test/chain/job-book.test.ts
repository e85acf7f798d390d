import { JobBook, openJournal } from '@millrace/chain'
import { expect } from 'chai'

describe('JobBook', () => {
  it('finds the jobs of a state without reading those of the others', () => {
    const journal = openJournal(':memory:')
    const book = new JobBook(journal)
    expect(book.inState('Open')).to.deep.equal([])
    const plan = journal.db
      .prepare(`explain query plan select body from ${JobBook.table} where state = 'Open' order by rowid`)
      .all()
      .map(({ detail }) => String(detail))
    expect(plan).to.deep.equal([`SEARCH ${JobBook.table} USING INDEX ${JobBook.table}_state (state=?)`])
  })
})
