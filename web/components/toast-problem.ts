import { toast } from 'sonner'
import { problemOf } from '../lib/problem-of.ts'

/** Shows an error that belongs to no place of the page as a toast: sentence, next step, details to copy. */
export function toastProblem(error: unknown): void {
  const { sentence, nextStep, details } = problemOf(error)
  toast.error(sentence, {
    description: nextStep,
    duration: 12_000,
    action: {
      label: 'Copy details',
      onClick: () => void navigator.clipboard.writeText(details).catch(() => toast(details)),
    },
  })
}
