'use client'
import { verificationLevels } from '@millrace/sdk'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { zeroAddress } from 'viem'
import { useChainTime } from '../../components/market/chain-context.tsx'
import { useOpenWallets } from '../../components/market/connect-context.tsx'
import { useMarket } from '../../components/market/market-context.tsx'
import { useFunds } from '../../components/market/use-funds.ts'
import { useOffers } from '../../components/market/use-offers.ts'
import { useSwitchToMarket, useWallet } from '../../components/market/use-wallet.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, Skeleton } from '../../components/ui/card.tsx'
import { Problem } from '../../components/ui/problem.tsx'
import { fundingPlan } from '../../lib/funds.ts'
import { askedPrices, matchPlan } from '../../lib/pricing.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { firstDraft, planOf, templates, type Draft, type TemplateId } from '../../lib/templates/templates.ts'
import { lockFor } from './order.ts'
import { Preflight } from './preflight.tsx'
import { PostUnfit } from './post-unfit.tsx'
import { PricePanel } from './price-panel.tsx'
import { priceChoices, priceInHand } from './price.ts'
import { Settings } from './settings.tsx'
import { canAct, nextPostStep, postLabel, promptWords } from './step.ts'
import { TemplatePicker } from './template-picker.tsx'
import { usePostJob } from './use-post-job.ts'

/** Posts a job: what, with what, for how much; one button whose label is the next step. */
export function PostJob() {
  const market = useMarket()
  const router = useRouter()
  const wallet = useWallet()
  const openWallets = useOpenWallets()
  const { switchChain, switching } = useSwitchToMarket()
  const offers = useOffers()
  const now = useChainTime()
  const [draft, setDraft] = useState<Draft>(useFirstDraft())
  const [typed, setTyped] = useState<string>()
  const [postUnfit, setPostUnfit] = useState(false)
  const { post, phase, error, posted } = usePostJob((id) => router.push(`/job/?id=${id}`))

  const account = 'address' in wallet ? wallet.address : undefined
  const { data: funds, error: fundsError } = useFunds(wallet.kind === 'connected' ? account : undefined)
  const planned = useMemo(() => planOf(draft), [draft])
  const plan = 'plan' in planned ? planned.plan : undefined
  const asked =
    plan && offers && now !== undefined ? askedPrices(plan, market, account ?? zeroAddress, offers.offers, now) : []
  const choices = priceChoices(asked)
  const priced = priceInHand(typed, choices, market.token)
  const price = 'units' in priced ? priced.units : undefined
  const match =
    plan && offers && now !== undefined && price !== undefined
      ? matchPlan(plan, market, account ?? zeroAddress, price, offers.offers, now)
      : undefined
  const lock = lockFor(price ?? 0n, market)
  const mistake = 'error' in planned ? planned.error : 'error' in priced ? priced.error : undefined
  const fits = match?.fits.length
  const step = nextPostStep({
    wallet: wallet.kind,
    mistake,
    funding: funds && fundingPlan(lock, funds),
    fits,
    postUnfit,
  })
  const prompt = promptWords(step, market.token)

  const change = (next: Draft) => {
    setDraft(next)
    // Another job has another price: what was typed belonged to the old one.
    changePrice(undefined)
  }
  const changePrice = (text: string | undefined) => {
    setTyped(text)
    // The word was given for the job as it stood.
    setPostUnfit(false)
  }
  const act = () => {
    if (step.kind === 'connect') openWallets()
    if (step.kind === 'switchChain') switchChain()
    if (step.kind === 'post' && plan && price !== undefined && account)
      post({ plan, price, requester: account, funding: step.funding })
  }

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr] lg:gap-x-8">
      <div className="min-w-0 space-y-6">
        <TemplatePicker value={draft.template} onChange={(template) => change({ ...draft, template })} />
        <Card aria-labelledby="settings">
          <h2 id="settings" className="mb-4 text-xl">
            {templates.find(({ id }) => id === draft.template)?.name}
          </h2>
          <Settings draft={draft} onChange={change} />
        </Card>
      </div>
      <aside aria-label="Price and posting" className="lg:sticky lg:top-24 lg:row-span-2">
        <Card className="space-y-5">
          <h2 className="text-xl">Price</h2>
          <PricePanel
            plan={plan}
            choices={choices}
            price={price}
            typed={typed}
            error={plan && 'error' in priced ? priced.error : undefined}
            onType={changePrice}
          />
          <div className="border-t pt-4">
            {match ? (
              <Preflight match={match} />
            ) : plan && !offers ? (
              <Skeleton className="h-16" />
            ) : (
              <p className="text-sm text-soft">Who fits is shown as soon as the job is complete.</p>
            )}
          </div>
          {fits === 0 && <PostUnfit lock={lock} checked={postUnfit} onChange={setPostUnfit} />}
          {fundsError && <Problem problem={problemOf(fundsError)} />}
          {error && <Problem problem={problemOf(error)} />}
          <div>
            <Button
              wide
              className="min-h-13 text-base"
              busy={phase !== undefined || posted || switching}
              disabled={!canAct(step)}
              onClick={act}
            >
              {posted ? 'Posted' : postLabel(step, phase, lock, market.chainName, market.token)}
            </Button>
            {prompt && <p className="mt-2 text-sm text-soft">{prompt}</p>}
          </div>
        </Card>
      </aside>
      <Verification />
    </div>
  )
}

/** The draft to begin with: the template that the address names, else the first. */
function useFirstDraft(): Draft {
  const named = useSearchParams().get('template')
  const template: TemplateId = templates.find(({ id }) => id === named)?.id ?? firstDraft.template
  return { ...firstDraft, template }
}

/** How the result will be checked, and what that does not prove. */
function Verification() {
  const level = verificationLevels.find(({ id }) => id === 'L2')
  if (!level) return null
  return (
    <Card aria-labelledby="checked">
      <h2 id="checked" className="mb-2 text-xl">
        How it is checked: {level.name.toLowerCase()}
      </h2>
      <p>{level.how}</p>
      <dl className="mt-4 grid gap-4 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-semibold text-moss">What that proves</dt>
          <dd className="mt-1 text-soft">{level.proves}</dd>
        </div>
        <div>
          <dt className="font-semibold text-wheat">What it does not</dt>
          <dd className="mt-1 text-soft">{level.doesNotProve} Its verdict settles the whole price at once.</dd>
        </div>
      </dl>
    </Card>
  )
}
