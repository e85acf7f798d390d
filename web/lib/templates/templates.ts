import { assertNever } from '@millrace/sdk'
import { exampleTable, firstReportDraft, planDataReport, type ReportDraft } from './data-report.ts'
import type { JobPlan, Planned } from './job-plan.ts'
import { firstOptionDraft, planOptionPrice, type OptionDraft } from './option-price.ts'
import { firstModuleDraft, planOwnModule, type ModuleDraft } from './own-module.ts'
import { firstPictureDraft, planPicture, type PictureDraft } from './picture.ts'

/** What one can begin with. */
export type TemplateId = 'picture' | 'option' | 'report' | 'own'

/** A template as its card shows it. */
export type Template = { readonly id: TemplateId; readonly name: string; readonly blurb: string }

export const templates: readonly Template[] = [
  { id: 'picture', name: 'A picture', blurb: 'Ray-trace a scene of glass and steel, and see it appear.' },
  { id: 'option', name: 'An option price', blurb: 'Monte-Carlo, with its standard error beside the closed form.' },
  { id: 'report', name: 'A data report', blurb: 'Your own CSV: counts, least, greatest and mean of every column.' },
  { id: 'own', name: 'My own program', blurb: 'Any WebAssembly module with WASI, in C, Rust or AssemblyScript.' },
]

/** What all the forms hold together, so that going back and forth loses nothing. */
export type Draft = {
  readonly template: TemplateId
  readonly picture: PictureDraft
  readonly option: OptionDraft
  readonly report: ReportDraft
  readonly own: ModuleDraft
}

export const firstDraft: Draft = {
  template: 'picture',
  picture: firstPictureDraft,
  option: firstOptionDraft,
  report: firstReportDraft,
  own: firstModuleDraft,
}

/** The plan of the template in hand. */
export function planOf(draft: Draft): Planned {
  switch (draft.template) {
    case 'picture':
      return { plan: planPicture(draft.picture) }
    case 'option':
      return planOptionPrice(draft.option)
    case 'report':
      return planDataReport(draft.report)
    case 'own':
      return planOwnModule(draft.own)
    default:
      return assertNever(draft.template)
  }
}

/** A typical job of each template that needs no file of the reader's, to see what it would cost where. */
export function typicalPlan(template: Exclude<TemplateId, 'own'>): JobPlan {
  const planned = planOf({ ...firstDraft, template, report: { file: exampleTable } })
  if ('error' in planned) throw new Error(`The typical ${template} has a mistake: ${planned.error}`)
  return planned.plan
}
