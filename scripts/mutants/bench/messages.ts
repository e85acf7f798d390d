/** What a bench is asked for. One thing at a time. */
export type Request =
  | { readonly kind: 'compile'; readonly changed: Readonly<Record<string, string>> }
  | { readonly kind: 'compare'; readonly changed: Readonly<Record<string, string>> }
  | { readonly kind: 'test'; readonly file: string; readonly title?: string }

/** `contracts` are those whose code changed; `hash` stands for it, and is empty when there are none. */
export type Built = {
  readonly kind: 'built'
  readonly errors: readonly string[]
  readonly contracts: readonly string[]
  readonly hash: string
}
export type Compared = { readonly kind: 'compared'; readonly isSame: boolean }
export type Tested = {
  readonly kind: 'tested'
  readonly passed: number
  /** The first test that failed, and what it said. */
  readonly failure?: { readonly title: string; readonly message: string; readonly isTimeout: boolean }
  readonly ms: number
  /** The contracts that it asked for. */
  readonly contracts: readonly string[]
}
export type Reply = Built | Compared | Tested | { readonly kind: 'ready' }
