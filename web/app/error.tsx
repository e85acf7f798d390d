'use client'
import { Button } from '../components/ui/button.tsx'
import { Problem } from '../components/ui/problem.tsx'
import { problemOf } from '../lib/problem-of.ts'

export default function ErrorPage({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <>
      <h1 className="sr-only">This page failed</h1>
      <Problem problem={problemOf(error)} action={<Button onClick={reset}>Try again</Button>} />
    </>
  )
}
