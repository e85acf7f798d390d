import type { ReactNode } from 'react'
import type { TemplateId } from '../../lib/templates/templates.ts'

const PICTURES: Readonly<Record<TemplateId, ReactNode>> = {
  picture: (
    <>
      <path d="M0 44h120v28H0z" className="fill-teal/15" />
      <circle cx="46" cy="38" r="18" className="fill-teal/70" />
      <circle cx="40" cy="31" r="4" className="fill-surface/80" />
      <circle cx="78" cy="46" r="11" className="fill-wheat/70" />
      <circle cx="97" cy="51" r="6" className="fill-brick/70" />
    </>
  ),
  option: (
    <>
      <path d="M8 60C40 60 52 56 68 40S100 14 112 12" className="stroke-teal" strokeWidth="3" />
      <path
        d="M8 52l10 4 9-9 10 6 9-12 10 7 9-14 10 5 10-12 9 4 10-13M8 52l10-6 9 8 10 2 9 6 10-8 9 10 10-4 10 6 9-9 10 4"
        className="stroke-teal/40"
      />
      <path d="M62 8v56" className="stroke-wheat" strokeDasharray="3 4" />
    </>
  ),
  report: (
    <>
      <path d="M14 62V40h12v22zM38 62V26h12v36zM62 62V34h12v28zM86 62V14h12v48z" className="fill-teal/70" />
      <path d="M8 62h104" className="stroke-edge" strokeWidth="2" />
    </>
  ),
  own: (
    <>
      <path
        d="M44 20L26 36l18 16M76 20l18 16-18 16"
        className="stroke-teal"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M66 16L54 56" className="stroke-wheat" strokeWidth="4" strokeLinecap="round" />
    </>
  ),
}

/** A drawing of what a template makes. */
export function TemplatePicture({ id }: { readonly id: TemplateId }) {
  return (
    <svg viewBox="0 0 120 72" aria-hidden fill="none" className="w-full rounded-lg bg-wash">
      {PICTURES[id]}
    </svg>
  )
}
