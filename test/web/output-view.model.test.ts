import { expect } from 'chai'
import { viewOf, type OutputView } from '../../web/features/job-detail/output-view.ts'
import { pictureOf, pngOf, rgbaOf } from '../../web/lib/picture.ts'
import { plainText, textOf } from '../../web/lib/plain-text.ts'
import { decode } from 'fast-png'

const view = (path: string, content: string | Uint8Array<ArrayBuffer>, args: readonly string[] = []): OutputView =>
  viewOf({ path, cid: '', bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }, args)

const tile = ['--width', '4', '--w', '2', '--h', '1']

describe('How an output is shown', function () {
  it('as a picture, when it is exactly as large as the arguments say', function () {
    const rgb = new Uint8Array([255, 0, 0, 0, 255, 0])
    expect(view('tile.rgb', rgb, tile)).to.deep.equal({ kind: 'picture', picture: { width: 2, height: 1, rgb } })
    expect(view('tile.rgb', rgb.slice(1), tile)).to.deep.equal({ kind: 'bytes' })
    expect(view('tile.rgb', rgb, ['--w', '99999', '--h', '99999'])).to.deep.equal({ kind: 'bytes' })
    expect(view('tile.rgb', rgb, ['--w', '--h'])).to.deep.equal({ kind: 'bytes' })
  })

  it('as figures, when it is one flat JSON object', function () {
    expect(view('price.json', '{"price":7.1,"standardError":0.02}')).to.deep.equal({
      kind: 'figures',
      figures: [
        { name: 'price', value: '7.1' },
        { name: 'standard error', value: '0.02' },
      ],
    })
  })

  it('as a table, when it is CSV or JSON with one list of records', function () {
    expect(view('report.csv', 'column,mean\n"a, ""b""",2\nc,\n')).to.deep.equal({
      kind: 'table',
      head: ['column', 'mean'],
      rows: [
        ['a, "b"', '2'],
        ['c', ''],
      ],
      more: 0,
    })
    expect(view('report.json', '{"rows":2,"columns":[{"name":"a","min":null}]}')).to.deep.include({
      head: ['name', 'min'],
      rows: [['a', '–']],
    })
    expect(view('long.csv', `a\n${'1\n'.repeat(80)}`)).to.deep.include({ more: 30 })
  })

  it('as text or as a download otherwise, whatever its name promises', function () {
    expect(view('price.json', '{"price":')).to.deep.equal({ kind: 'text', text: '{"price":', more: 0 })
    expect(view('deep.json', '{"a":{"b":1}}')).to.have.property('kind', 'text')
    expect(view('x.csv', new Uint8Array([0xff, 0xfe, 0]))).to.deep.equal({ kind: 'bytes' })
    expect(view('page.html', '<script>alert(1)</script>')).to.have.property('kind', 'text')
  })
})

describe('Text of a stranger', function () {
  it('keeps its lines, and shows what would deceive', function () {
    expect(plainText('a\tb\r\nc')).to.equal('a\tb\nc')
    expect(plainText('pay\u202e0x1\u2066\u0007\u2028')).to.equal('pay\ufffd0x1\ufffd\ufffd\ufffd')
    expect(textOf(new Uint8Array([0xc3, 0x28]))).to.equal(undefined)
  })
})

describe('A picture', function () {
  const rgb = new Uint8Array([1, 2, 3, 4, 5, 6])
  it('keeps every pixel on the canvas and in the PNG', function () {
    const picture = pictureOf(rgb, 1, 2)
    if (!picture) throw new Error('no picture')
    expect([...rgbaOf(picture)]).to.deep.equal([1, 2, 3, 255, 4, 5, 6, 255])
    expect(decode(pngOf(picture))).to.deep.include({ width: 1, height: 2, channels: 3 })
    expect([...decode(pngOf(picture)).data]).to.deep.equal([...rgb])
  })
})
