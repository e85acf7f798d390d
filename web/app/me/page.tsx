import type { Metadata } from 'next'
import { MyThings } from '../../features/my-things/my-things.tsx'

export const metadata: Metadata = { title: 'My things' }

export default function MePage() {
  return (
    <>
      <h1 className="mb-6 text-3xl sm:mb-8 sm:text-4xl">My things</h1>
      <MyThings />
    </>
  )
}
