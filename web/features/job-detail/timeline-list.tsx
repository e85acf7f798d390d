import { cn } from '../../lib/cn.ts'
import { formatDateTime, formatTime } from '../../lib/format.ts'
import { HexText } from '../../components/ui/hex.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { Wheel } from '../../components/ui/wheel.tsx'
import { Countdown } from './countdown.tsx'
import type { Entry, Upcoming } from './timeline.ts'

type TimelineProps = {
  readonly entries: readonly Entry[]
  readonly upcoming: Upcoming | undefined
  /** The last second of the present state, in Unix seconds. */
  readonly deadline: number | undefined
}

const DOT = {
  good: 'bg-moss text-surface',
  bad: 'bg-brick text-surface',
  plain: 'bg-teal text-on-teal',
  over: 'bg-soft text-surface',
} as const
const MARK = { good: 'check', bad: 'warning', plain: 'check', over: 'cross' } as const

/** The race of a job: what happened, and, where the water moves, what it waits for. */
export function Timeline({ entries, upcoming, deadline }: TimelineProps) {
  return (
    <ol aria-label="What happened to the job" aria-live="polite" className="relative">
      {entries.map((entry, index) => (
        <Row
          key={entry.key}
          channel={index + 1 < entries.length ? 'bg-teal' : upcoming ? 'water' : undefined}
          mark={<Mark entry={entry} />}
        >
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="text-lg">{entry.title}</h3>
            <time
              dateTime={new Date(entry.time * 1000).toISOString()}
              title={formatDateTime(entry.time)}
              className="numbers text-sm text-soft"
            >
              {formatTime(entry.time)}
            </time>
          </div>
          <p className="text-soft">{entry.body}</p>
          <p className="mt-1 flex flex-wrap gap-x-5 text-sm text-soft">
            <span>
              transaction <HexText value={entry.transaction} label="the transaction's hash" /> in block{' '}
              {entry.block.toString()}
            </span>
            {entry.hashes.map(({ name, value }) => (
              <span key={name}>
                {name} <HexText value={value} label={`the ${name}'s hash`} />
              </span>
            ))}
          </p>
        </Row>
      ))}
      {upcoming && (
        <Row mark={<Wheel className="size-9 text-teal" turning />}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="text-lg">{upcoming.title}</h3>
            {deadline !== undefined && <Countdown deadline={deadline} />}
          </div>
          <p className="text-soft">{upcoming.body}</p>
        </Row>
      )}
    </ol>
  )
}

function Mark({ entry }: { readonly entry: Entry }) {
  return (
    <span className={cn('grid size-9 place-items-center rounded-full', DOT[entry.tone])}>
      <Icon name={MARK[entry.tone]} />
    </span>
  )
}

type RowProps = {
  readonly mark: React.ReactNode
  readonly channel?: 'bg-teal' | 'water' | undefined
  readonly children: React.ReactNode
}

function Row({ mark, channel, children }: RowProps) {
  return (
    <li className="relative flex animate-rise gap-4 pb-7 last:pb-0">
      {channel && (
        <span aria-hidden className={cn('absolute top-10 bottom-1 left-[15px] w-1.5 rounded-full', channel)} />
      )}
      {mark}
      <div className="min-w-0 flex-1 pt-0.5">{children}</div>
    </li>
  )
}
