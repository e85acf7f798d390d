import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { artifacts } from 'hardhat'

const snapshot = new URL('../../snapshots/storage.json', import.meta.url)

type Layout = {
  readonly storage: readonly {
    readonly label: string
    readonly slot: string
    readonly offset: number
    readonly type: string
  }[]
  readonly types: Readonly<Record<string, { readonly encoding: string; readonly numberOfBytes: string }>> | null
}

/** What each variable of a contract takes in storage, as solc lays it out. */
async function layoutOf(name: string, source: string) {
  const id = await artifacts.getBuildInfoId(name)
  const path = id === undefined ? undefined : await artifacts.getBuildInfoOutputPath(id)
  if (path === undefined) throw new Error(`${name} was not built`)
  const { output } = JSON.parse(readFileSync(path, 'utf8'))
  const layout: Layout = output.contracts[`project/${source}`][name].storageLayout
  return layout.storage.map(({ label, slot, offset, type }) => {
    const { encoding = '', numberOfBytes = '' } = layout.types?.[type] ?? {}
    return { label, slot: Number(slot), offset, encoding, bytes: Number(numberOfBytes) }
  })
}

describe('Storage', function () {
  it('is laid out as snapshots/storage.json says (UPDATE_SNAPSHOTS=1 writes a new one, to be reviewed like code)', async function () {
    const layouts = {
      JobEscrow: await layoutOf('JobEscrow', 'contracts/JobEscrow.sol'),
      OfferBook: await layoutOf('OfferBook', 'contracts/OfferBook.sol'),
      CommitteeVerifier: await layoutOf('CommitteeVerifier', 'contracts/verifiers/CommitteeVerifier.sol'),
    }
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(snapshot, `${JSON.stringify(layouts, null, 2)}\n`)
    expect(layouts).to.deep.equal(JSON.parse(readFileSync(snapshot, 'utf8')))
  })
})
