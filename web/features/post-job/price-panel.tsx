'use client'
import { secondsForSteps, stakeForPrice } from '@millrace/sdk'
import { useMarket } from '../../components/market/market-context.tsx'
import { Field } from '../../components/ui/field.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { formatAmount, formatCount, formatDuration } from '../../lib/format.ts'
import type { JobPlan } from '../../lib/templates/job-plan.ts'
import { lockFor } from './order.ts'
import { typedPrice, type PriceChoice } from './price.ts'

type PricePanelProps = {
  readonly plan: JobPlan | undefined
  readonly choices: readonly PriceChoice[]
  readonly price: bigint | undefined
  /** What the reader typed, once something was. */
  readonly typed: string | undefined
  readonly error: string | undefined
  readonly onType: (text: string) => void
}

/** What the job costs, at most and line by line, and who that reaches. */
export function PricePanel({ plan, choices, price, typed, error, onType }: PricePanelProps) {
  const market = useMarket()
  const { token } = market
  const shown = typed ?? (price === undefined ? '' : typedPrice(price, token))
  const chosen = choices.find((choice) => choice.price === price)
  return (
    <div className="space-y-4">
      {choices.length > 1 && (
        <Segmented
          titled
          label="Enough for"
          value={chosen?.level ?? 'none'}
          options={choices.map(({ level, fits }) => ({
            value: level,
            label: fits === 1 ? '1 provider' : `${fits} providers`,
          }))}
          onChange={(level) => {
            const choice = choices.find((candidate) => candidate.level === level)
            if (choice) onType(typedPrice(choice.price, token))
          }}
        />
      )}
      <Field
        id="price"
        label="At most"
        unit={token.symbol}
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        error={error}
        hint="You pay for the steps the job takes. The rest comes back."
        onChange={(event) => onType(event.target.value)}
      />
      {plan && price !== undefined && (
        <dl className="numbers space-y-1.5 text-sm">
          <Line name="To the provider, at most">{formatAmount(price, token)}</Line>
          <Line name="To the verifier">
            {market.verifierFee > 0n ? formatAmount(market.verifierFee, token) : 'nothing'}
          </Line>
          <Line name="Locked until the job ends" strong>
            {formatAmount(lockFor(price, market), token)}
          </Line>
          <Line name="Back if nobody delivers">everything</Line>
          <Line name="Provider's stake">{formatAmount(stakeForPrice(price), token)}</Line>
          <Line name="Step limit">{formatCount(plan.steps)}</Line>
          <Line name="Time to run">at most {formatDuration(secondsForSteps(plan.steps))}</Line>
        </dl>
      )}
    </div>
  )
}

function Line({
  name,
  strong,
  children,
}: {
  readonly name: string
  readonly strong?: boolean
  readonly children: React.ReactNode
}) {
  return (
    <div className={strong ? 'flex justify-between gap-4 border-y py-1.5 font-semibold' : 'flex justify-between gap-4'}>
      <dt className={strong ? '' : 'text-soft'}>{name}</dt>
      <dd className="text-right whitespace-nowrap">{children}</dd>
    </div>
  )
}
