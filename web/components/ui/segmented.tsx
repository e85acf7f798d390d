'use client'
import { RadioGroup } from 'radix-ui'

type SegmentedProps<V extends string> = {
  readonly label: string
  /** Shows the label above the choice, where nothing else says what is chosen. */
  readonly titled?: boolean
  /** The choice; a value that is no option leaves all unchosen. */
  readonly value: V | 'none'
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
}

/** One of a few words, side by side; arrow keys move the choice. */
export function Segmented<V extends string>({ label, titled, value, options, onChange }: SegmentedProps<V>) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onChange(option.value)
  }
  return (
    <div>
      {titled && (
        <p aria-hidden className="mb-1.5 text-sm font-medium">
          {label}
        </p>
      )}
      <RadioGroup.Root
        aria-label={label}
        value={value}
        onValueChange={choose}
        className="flex flex-wrap gap-1 rounded-xl bg-sunken p-1"
      >
        {options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            className="min-h-10 flex-1 rounded-lg px-2 text-sm sm:px-3 font-medium whitespace-nowrap text-soft hover:text-ink data-[state=checked]:bg-surface data-[state=checked]:text-ink data-[state=checked]:ring-1 data-[state=checked]:ring-edge"
          >
            {option.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}
