'use client'
import { useEffect, useRef } from 'react'
import { rgbaOf, type Picture } from '../../lib/picture.ts'

/** The picture that came out, pixel by pixel as the job wrote it. */
export function PictureCanvas({ picture, label }: { readonly picture: Picture; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    context?.putImageData(new ImageData(rgbaOf(picture), picture.width, picture.height), 0, 0)
  }, [picture])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`${label}, ${picture.width} by ${picture.height} pixels`}
      width={picture.width}
      height={picture.height}
      className="w-full rounded-xl bg-sunken"
    />
  )
}
