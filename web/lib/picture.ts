import { encode } from 'fast-png'

/** A picture as a job writes it: rows from the top, three bytes per pixel. */
export type Picture = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** The side and area beyond which a canvas fails in some browsers. */
const MAX_SIDE = 8192

/** The picture in `rgb`, or undefined when the bytes are not exactly width × height pixels. */
export function pictureOf(rgb: Uint8Array, width: number, height: number): Picture | undefined {
  const sides = [width, height]
  if (!sides.every((side) => Number.isInteger(side) && side > 0 && side <= MAX_SIDE)) return undefined
  return rgb.length === width * height * 3 ? { width, height, rgb } : undefined
}

/** The same pixels with full opacity, as a canvas wants them. */
export function rgbaOf({ width, height, rgb }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
    rgba[pixel * 4 + 3] = 255
  }
  return rgba
}

/** A PNG file of the picture. */
export const pngOf = ({ width, height, rgb }: Picture): Uint8Array =>
  encode({ width, height, data: rgb, channels: 3, depth: 8 })
