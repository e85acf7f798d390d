import type { ReactNode } from 'react'
import { cn } from '../../lib/cn.ts'
import type { PageProblem } from '../../lib/page-error.ts'
import { CopyButton } from './copy-button.tsx'
import { Icon } from './icon.tsx'

type ProblemProps = { readonly problem: PageProblem; readonly action?: ReactNode; readonly className?: string }

/** An error as a sentence, a next step, and details to copy. Announced when it appears. */
export function Problem({ problem, action, className }: ProblemProps) {
  return (
    <div
      role="alert"
      className={cn('animate-rise rounded-2xl border border-brick/40 bg-brick-wash p-4 text-ink', className)}
    >
      <div className="flex gap-3">
        <Icon name="warning" className="mt-0.5 text-brick" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{problem.sentence}</p>
          <p className="mt-0.5">{problem.nextStep}</p>
          {action && <div className="mt-3">{action}</div>}
          <details className="mt-2 text-sm">
            <summary className="inline-block min-h-6 underline underline-offset-4">Details</summary>
            <div className="mt-1 flex items-start gap-1">
              <pre
                className="max-h-40 min-w-0 flex-1 overflow-auto font-mono text-xs break-words whitespace-pre-wrap"
                tabIndex={0}
              >
                {problem.details}
              </pre>
              <CopyButton text={problem.details} label="Copy details" />
            </div>
          </details>
        </div>
      </div>
    </div>
  )
}
