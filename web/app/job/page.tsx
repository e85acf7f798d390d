import type { Metadata } from 'next'
import { Suspense } from 'react'
import { JobRoute } from './job-route.tsx'

export const metadata: Metadata = { title: 'Job' }

export default function JobPage() {
  return (
    <Suspense>
      <JobRoute />
    </Suspense>
  )
}
