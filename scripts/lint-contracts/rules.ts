import type { Rule } from './rule.ts'
import { assembly, codeSize, lowLevelCall, origin, ownCode } from './rules/calls.ts'
import { clock, guard, loop, payable, tokenMoves } from './rules/escrow.ts'
import { errors, inheritdoc, manual } from './rules/manual.ts'
import { promises } from './rules/promises.ts'
import { finished, pragma, uncheckedReason, visibility } from './rules/source.ts'

/** Every rule, the gravest first. */
export const rules: readonly Rule[] = [
  origin,
  codeSize,
  ownCode,
  lowLevelCall,
  assembly,
  guard,
  tokenMoves,
  payable,
  clock,
  loop,
  uncheckedReason,
  visibility,
  pragma,
  finished,
  errors,
  manual,
  inheritdoc,
  promises,
]
