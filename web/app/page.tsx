import { Market } from '../features/market/market.tsx'

export default function MarketPage() {
  return <Market />
}
