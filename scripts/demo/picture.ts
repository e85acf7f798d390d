import { writeFileSync } from 'node:fs'
import { decode, encode } from 'fast-png'

const CHANNELS = 3

/** A part of a picture, in pixels from the upper left. */
export type Tile = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** A picture cut into `count` bands, one below the other, as even as pixels allow. */
export function bands(width: number, height: number, count: number): readonly Tile[] {
  return Array.from({ length: count }, (_, i) => {
    const [top, bottom] = [Math.floor((i * height) / count), Math.floor(((i + 1) * height) / count)]
    return { x: 0, y: top, w: width, h: bottom - top }
  })
}

/** The arguments with which the sample program `raytracer` renders a tile. */
export function tileArgs(width: number, height: number, { x, y, w, h }: Tile, samples: number): readonly string[] {
  return Object.entries({ width, height, x, y, w, h, samples }).flatMap(([name, value]) => [`--${name}`, String(value)])
}

/**
 * Joins tiles of raw RGB, writes them as a PNG file, and reads the file back.
 *
 * @throws Error when a tile has not the size that was asked for, the file does not decode, or the picture is of one colour.
 */
export function writePicture(
  path: string,
  width: number,
  height: number,
  tiles: readonly (Tile & { readonly rgb: Uint8Array })[],
): void {
  const data = new Uint8Array(width * height * CHANNELS)
  for (const { x, y, w, h, rgb } of tiles) {
    if (rgb.length !== w * h * CHANNELS)
      throw new Error(`A tile of ${w} × ${h} has ${rgb.length} bytes instead of ${w * h * CHANNELS}`)
    for (let row = 0; row < h; row += 1) {
      data.set(rgb.subarray(row * w * CHANNELS, (row + 1) * w * CHANNELS), ((y + row) * width + x) * CHANNELS)
    }
  }
  const png = encode({ width, height, data, channels: CHANNELS, depth: 8 })
  writeFileSync(path, png)
  const read = decode(png)
  if (read.width !== width || read.height !== height || new Set(read.data).size < 16)
    throw new Error(`${path} is not the picture that was asked for`)
}
