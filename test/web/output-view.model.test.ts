import { expect } from 'chai'
import { namesOf, viewOf, type OutputView } from '../../web/features/job-detail/output-view.ts'
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

/** Characters that hide, turn text around, or take no room. */
const DECEIVERS = [
  0x00, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b,
  0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060,
  0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0x3164, 0xfe0f, 0xfeff, 0xffa0,
  0xfff9, 0xfffb, 0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xd800, 0xdfff,
]
/** A character as JSON spells it by number. */
function spelled(code: number): string {
  const char = String.fromCodePoint(code)
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at).toString(16).padStart(4, '0'))
  return units.map((unit) => `\\u${unit}`).join('')
}
/** Every word of a view. */
const wordsIn = (shown: OutputView): string => JSON.stringify(shown, (_key, value: unknown) => value)

describe('What a stranger hides in an output', function () {
  for (const code of DECEIVERS) {
    const char = String.fromCodePoint(code)
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    const isHalf = code >= 0xd800 && code <= 0xdfff

    it(`is shown as it is when it is ${name}: in keys and values of JSON, in cells, in text, in paths`, function () {
      const figures = view('a.json', `{"paid${spelled(code)}":"${spelled(code)}00.1"}`)
      expect(figures).to.deep.equal({ kind: 'figures', figures: [{ name: 'paid\ufffd', value: '\ufffd00.1' }] })
      const records = view('a.json', `[{"k${spelled(code)}":"v${spelled(code)}"}]`)
      expect(records).to.deep.include({ head: ['k\ufffd'], rows: [['v\ufffd']] })
      expect(namesOf({ path: `out/photo${char}gnp.exe${char}` })).to.deep.equal({
        path: 'out/photo\ufffdgnp.exe\ufffd',
        file: 'photo_gnp.exe_',
      })
      // Half a character has no UTF-8: it can come in an escape only.
      if (isHalf) return
      expect(view('a.csv', `h${char}h\nx${char}x,"y${char}y"`)).to.deep.include({
        head: ['h\ufffdh'],
        rows: [['x\ufffdx', 'y\ufffdy']],
      })
      for (const path of ['a.txt', 'broken.json']) expect(wordsIn(view(path, `{x${char}x`))).not.to.include(char)
    })
  }

  it('is shown when it is a line feed or a tab in a name, a value or a path', function () {
    expect(view('a.json', '{"a\\nb":"c\\td"}')).to.deep.include({ figures: [{ name: 'a\ufffdb', value: 'c\ufffdd' }] })
    expect(namesOf({ path: 'a/b\nc.txt' })).to.deep.equal({ path: 'a/b\ufffdc.txt', file: 'b_c.txt' })
  })

  it('cannot make the page build more than one looks at', function () {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, index]))
    expect(view('a.json', JSON.stringify(many))).to.have.property('kind', 'text')
    expect(view('a.json', JSON.stringify([many]))).to.have.property('kind', 'text')
    expect(view('a.json', JSON.stringify(Object.keys(many).map((key) => ({ [key]: 1 }))))).to.have.property(
      'kind',
      'text',
    )
    expect(view('a.csv', `${'a,'.repeat(5000)}\n1`)).to.have.property('kind', 'text')
    const long = view('a.json', `{"a":"${'x'.repeat(100_000)}"}`)
    expect(wordsIn(long).length).to.be.lessThan(400)
  })

  it('cannot hide behind names that every object has, nor in a record that is unlike the first', function () {
    expect(view('a.json', '[{"a":1},{"__proto__":2,"b":3}]')).to.deep.include({
      head: ['a', '  proto  ', 'b'],
      rows: [
        ['1', '–', '–'],
        ['–', '2', '3'],
      ],
    })
  })

  it('shows each number as it was written, however many digits it has', function () {
    expect(view('a.json', '{"paid":12345678901234567890.10,"tiny":1e-400,"minus":-0}')).to.deep.include({
      figures: [
        { name: 'paid', value: '12345678901234567890.10' },
        { name: 'tiny', value: '1e-400' },
        { name: 'minus', value: '-0' },
      ],
    })
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
