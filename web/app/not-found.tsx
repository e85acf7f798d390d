import Link from 'next/link'
import { buttonLook } from '../components/ui/button.tsx'
import { Empty } from '../components/ui/empty.tsx'

export default function NotFound() {
  return (
    <Empty
      wholePage
      title="There is no page here"
      action={
        <Link href="/" className={buttonLook()}>
          Go to the market
        </Link>
      }
    >
      The address may have a mistake in it.
    </Empty>
  )
}
