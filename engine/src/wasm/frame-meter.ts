import { BOUNDS } from '../bounds.ts'
import type { Arity } from './types.ts'

type Block = { readonly base: number; readonly type: Arity }

/**
 * Follows the height of the operand stack through one valid body, to bound what its frame may hold. After a jump the
 * height is unknown until the block ends; it is then kept at the block's base or above, the same way everywhere.
 */
export class FrameMeter {
  readonly #fixed: number
  readonly #locals: number
  readonly #blocks: Block[]
  #height = 0
  #highest = 0

  constructor(signature: Arity, locals: number) {
    // Parameters count twice: the caller's outgoing area and the callee's own slots.
    this.#fixed = BOUNDS.frameUnits + 2 * signature.params + locals + signature.results
    this.#locals = signature.params + locals
    this.#blocks = [{ base: 0, type: { params: 0, results: signature.results } }]
  }

  add(change: number): void {
    this.#height = Math.max(this.#base(), this.#height + change)
    this.#highest = Math.max(this.#highest, this.#height)
  }

  call(signature: Arity): void {
    this.add(-signature.params)
    this.add(signature.results)
  }

  open(type: Arity, takesCondition: boolean): void {
    if (takesCondition) this.add(-1)
    const base = Math.max(this.#base(), this.#height - type.params)
    this.#blocks.push({ base, type })
    this.#height = base
    this.add(type.params)
  }

  otherwise(): void {
    this.#height = this.#base()
    this.add(this.#blocks.at(-1)?.type.params ?? 0)
  }

  close(): void {
    const block = this.#blocks.pop()
    this.#height = block?.base ?? 0
    this.#highest = Math.max(this.#highest, (this.#height += block?.type.results ?? 0))
  }

  leave(): void {
    this.#height = this.#base()
  }

  /** Blocks that are open, the function's own among them. */
  get depth(): number {
    return this.#blocks.length
  }

  /** Values that the function has at once at most: its locals and its operands. */
  get values(): number {
    return this.#locals + this.#highest
  }

  /** Units of stack that one frame of a function with so many operators is charged. */
  units(operators: number): number {
    return this.#fixed + this.#highest + Math.floor(operators / BOUNDS.frameOperators)
  }

  #base(): number {
    return this.#blocks.at(-1)?.base ?? 0
  }
}
