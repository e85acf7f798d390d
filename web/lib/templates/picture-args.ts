/** The size of a picture that the sample program `raytracer` renders whole, and how many rays it takes per pixel. */
export type PictureSize = { readonly width: number; readonly height: number; readonly samples: number }

/** The arguments for one tile that is the whole picture. */
export const pictureArgs = ({ width, height, samples }: PictureSize): readonly string[] =>
  Object.entries({ width, height, x: 0, y: 0, w: width, h: height, samples }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ])

/** The size of the tile that such arguments ask for, or undefined when they are for another program. */
export function tileSize(args: readonly string[]): { readonly width: number; readonly height: number } | undefined {
  const width = numberAfter(args, '--w')
  const height = numberAfter(args, '--h')
  return width !== undefined && height !== undefined ? { width, height } : undefined
}

function numberAfter(args: readonly string[], name: string): number | undefined {
  const at = args.indexOf(name)
  const text = at === -1 ? undefined : args[at + 1]
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined
}
