import { cn } from '../../lib/cn.ts'

const PADDLES = Array.from({ length: 8 }, (_, index) => index * 45)

/** The water wheel: the mark of the page, and, turning, the sign that something goes on. */
export function Wheel({ className, turning = false }: { readonly className?: string; readonly turning?: boolean }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-6 shrink-0', className)} fill="none" stroke="currentColor">
      <g className={cn('origin-center', turning && 'animate-wheel')} strokeWidth="2.2" strokeLinecap="round">
        <circle cx="16" cy="16" r="9" />
        {PADDLES.map((angle) => (
          <path key={angle} d="M16 13V2.6M13.4 2.6h5.2" transform={`rotate(${angle} 16 16)`} />
        ))}
        <circle cx="16" cy="16" r="2.4" fill="currentColor" stroke="none" />
      </g>
    </svg>
  )
}
