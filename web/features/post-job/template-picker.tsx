'use client'
import { RadioGroup } from 'radix-ui'
import { templates, type TemplateId } from '../../lib/templates/templates.ts'
import { TemplatePicture } from './template-picture.tsx'

type TemplatePickerProps = { readonly value: TemplateId; readonly onChange: (id: TemplateId) => void }

/** What to begin with. */
export function TemplatePicker({ value, onChange }: TemplatePickerProps) {
  const choose = (next: string) => {
    const template = templates.find(({ id }) => id === next)
    if (template) onChange(template.id)
  }
  return (
    <RadioGroup.Root
      aria-label="What to begin with"
      value={value}
      onValueChange={choose}
      className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4"
    >
      {templates.map(({ id, name, blurb }) => (
        <RadioGroup.Item
          key={id}
          value={id}
          className="flex flex-col rounded-2xl border bg-surface p-3 text-left shadow-card hover:border-edge data-[state=checked]:border-teal data-[state=checked]:ring-2 data-[state=checked]:ring-teal sm:p-4"
        >
          <TemplatePicture id={id} />
          <span className="mt-3 block font-semibold">{name}</span>
          <span className="mt-1 block text-sm leading-snug text-soft">{blurb}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
