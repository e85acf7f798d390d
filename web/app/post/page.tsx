import type { Metadata } from 'next'
import { Suspense } from 'react'
import { PostJob } from '../../features/post-job/post-job.tsx'

export const metadata: Metadata = { title: 'Post a job' }

export default function PostPage() {
  return (
    <>
      <h1 className="text-3xl sm:text-4xl">Post a job</h1>
      <p className="mt-2 mb-6 max-w-2xl text-lg text-soft sm:mb-8">
        Choose what to run and the most it may cost. You see who would take it before you sign anything.
      </p>
      <Suspense>
        <PostJob />
      </Suspense>
    </>
  )
}
