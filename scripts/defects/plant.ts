import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../mutants/bench.ts'
import type { Defect } from './ledger.ts'
import { applyPatch } from './patch.ts'

/** The texts of the files that a defect changes, with the defect in them. */
export function planted({ files }: Defect, root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((patch) => [patch.file, applyPatch(readFileSync(join(root, patch.file), 'utf8'), patch)]),
  )
}

/**
 * Plants a defect on the bench and runs its test, before and after.
 * @returns Why it is not detected, or undefined if it is.
 */
export async function undetected(defect: Defect, bench: Bench, root: string): Promise<string | undefined> {
  await bench.build({})
  const sound = await bench.test(defect.test, defect.testTitle)
  if (sound.failure !== undefined) return `without it, too, the test fails: ${sound.failure.message}`
  if (sound.passed === 0) return `no test of that name in ${defect.test}`

  const { errors, hash } = await bench.build(planted(defect, root))
  if (errors.length > 0) return `it does not compile: ${errors[0]}`
  if (hash === '') return 'it changes nothing'
  const { failure } = await bench.test(defect.test, defect.testTitle)
  if (failure === undefined) return 'the test passes with it'
  return failure.isTimeout ? 'the test does not fail, it only takes too long' : undefined
}
