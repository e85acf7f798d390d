import { stripVTControlCharacters } from 'node:util'

/** What a part of the tests came to. A skipped test counts as failed: nobody looked. */
export type Count = { readonly passed: number; readonly failed: number }

/** Reads the summary at the end of mocha's spec reporter. A run that gave none has failed, whatever its exit code. */
export function countOf(output: string, exitCode: number | null): Count {
  const plain = stripVTControlCharacters(output)
  const number = (word: string): number | undefined => {
    const found = [...plain.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'))].at(-1)?.[1]
    return found === undefined ? undefined : Number(found)
  }
  const passed = number('passing')
  if (passed === undefined) return { passed: 0, failed: 1 }
  const failed = (number('failing') ?? 0) + (number('pending') ?? 0)
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: isSilentFailure ? 1 : failed }
}
