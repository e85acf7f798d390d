'use client'
import { useState } from 'react'
import { formatUnits, type Address } from 'viem'
import { useMarket } from '../../components/market/market-context.tsx'
import { phaseWords } from '../../components/market/phase-words.ts'
import { useFunds } from '../../components/market/use-funds.ts'
import { Button } from '../../components/ui/button.tsx'
import { Field } from '../../components/ui/field.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { formatAmount } from '../../lib/format.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { moneyStep, type Direction } from './model.ts'
import { useMoveMoney } from './use-move-money.ts'

const WORDS = { deposit: 'Deposit', withdraw: 'Withdraw' } as const

/** Moves tokens between wallet and ledger. */
export function MoneyForm({ account }: { readonly account: Address }) {
  const { token } = useMarket()
  const { data: funds } = useFunds(account)
  const { move, phase, error, reset } = useMoveMoney(account)
  const [direction, setDirection] = useState<Direction>('withdraw')
  const [text, setText] = useState('')

  const step = moneyStep(direction, text, token, funds)
  const most = direction === 'deposit' ? funds?.wallet : funds?.ledger
  const clear = () => {
    setText('')
    reset()
  }
  const submit = () => {
    if (step.kind === 'ready' && funds) move({ direction, units: step.units, funds }, { onSuccess: clear })
  }

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Segmented
        label="Which way"
        value={direction}
        options={[
          { value: 'withdraw', label: 'Withdraw' },
          { value: 'deposit', label: 'Deposit' },
        ]}
        onChange={(way) => {
          setDirection(way)
          clear()
        }}
      />
      <div className="flex items-start gap-2">
        <Field
          id="amount"
          label="Amount"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          unit={token.symbol}
          value={text}
          className="flex-1"
          error={text !== '' && step.kind === 'invalid' ? step.error : undefined}
          hint={
            direction === 'deposit'
              ? 'From your wallet into the escrow. Orders take what they need by themselves.'
              : 'From the escrow to your wallet.'
          }
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          kind="secondary"
          className="mt-[1.65rem]"
          disabled={!most}
          onClick={() => most && setText(formatUnits(most, token.decimals))}
        >
          All
        </Button>
      </div>
      {error && <Problem problem={problemOf(error)} />}
      <Button type="submit" wide busy={phase !== undefined} disabled={step.kind !== 'ready' && phase === undefined}>
        {phase
          ? phaseWords[phase]
          : step.kind === 'ready'
            ? `${WORDS[direction]} ${formatAmount(step.units, token)}`
            : WORDS[direction]}
      </Button>
    </form>
  )
}
