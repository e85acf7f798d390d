'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { isHex } from 'viem'
import { buttonLook } from '../../components/ui/button.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { JobDetail } from '../../features/job-detail/job-detail.tsx'

/** Reads the job's id from the address: a static page has no other way to be told. */
export function JobRoute() {
  const id = useSearchParams().get('id')?.toLowerCase()
  if (isHex(id) && id.length === 66) return <JobDetail id={id} />
  return (
    <Empty
      wholePage
      title="Which job?"
      action={
        <Link href="/me/" className={buttonLook()}>
          See my jobs
        </Link>
      }
    >
      The address of this page should end in ?id= and the 0x… id of a job.
    </Empty>
  )
}
