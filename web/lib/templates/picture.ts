import { SAMPLE_MEMORY_BYTES, type JobPlan } from './job-plan.ts'
import { pictureArgs, type PictureSize } from './picture-args.ts'

/** The sizes to choose from. */
export const pictureSizes = {
  small: { label: 'Small', width: 320, height: 200 },
  medium: { label: 'Medium', width: 640, height: 400 },
  large: { label: 'Large', width: 960, height: 600 },
} as const

/** How many rays are cast per pixel: more give smoother shadows and edges. */
export const pictureQualities = {
  draft: { label: 'Draft', samples: 1 },
  good: { label: 'Good', samples: 4 },
  fine: { label: 'Fine', samples: 9 },
} as const

/** What the form of the picture template holds. */
export type PictureDraft = { readonly size: keyof typeof pictureSizes; readonly quality: keyof typeof pictureQualities }

export const firstPictureDraft: PictureDraft = { size: 'small', quality: 'good' }

/** The most steps that one ray of the scene takes, measured, with room to spare. A test renders tiles and compares. */
export const STEPS_PER_RAY = 5_000n

/** The size that a draft asks for. */
export const pictureSize = ({ size, quality }: PictureDraft): PictureSize => ({
  width: pictureSizes[size].width,
  height: pictureSizes[size].height,
  samples: pictureQualities[quality].samples,
})

/** The whole picture as one job. */
export function planPicture(draft: PictureDraft): JobPlan {
  const size = pictureSize(draft)
  const { width, height, samples } = size
  return {
    program: { kind: 'sample', name: 'raytracer' },
    args: pictureArgs(size),
    inputs: [],
    outputs: ['tile.rgb'],
    steps: BigInt(width * height * samples) * STEPS_PER_RAY,
    memoryBytes: SAMPLE_MEMORY_BYTES,
    outputBytes: BigInt(width * height * 3),
  }
}
