/** What went wrong, for a person: one sentence, what to do next, and the raw text for whoever wants to report it. */
export type PageProblem = {
  readonly sentence: string
  readonly nextStep: string
  /** Everything known of the cause, to copy. Holds no secret: keys and credentials never enter an error here. */
  readonly details: string
}

/** An error of the page itself, raised where the page knows what the reader should do about it. */
export class PageError extends Error {
  override readonly name = 'PageError'
  readonly nextStep: string

  constructor(sentence: string, nextStep: string, options?: { readonly cause?: unknown }) {
    super(sentence, options)
    this.nextStep = nextStep
  }
}
