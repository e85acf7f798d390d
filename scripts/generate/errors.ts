import { banner, natspec, walk, type Build } from './artifacts.ts'

/** The sentence of each error: the notice of its definition. An error without one stops the generator. */
export function errorsFile(build: Build): string {
  const sentences = new Map<string, string>()
  for (const node of walk(build.ast('contracts/libraries/Errors.sol'))) {
    if (node.nodeType !== 'ErrorDefinition' || node.name === undefined) continue
    const [sentence] = natspec(node.documentation?.text ?? '', 'notice')
    if (sentence === undefined || !sentence.endsWith('.')) throw new Error(`Error ${node.name} has no sentence`)
    sentences.set(node.name, sentence)
  }
  const rows = [...sentences].map(([name, sentence]) => `  ${name}: ${quote(sentence)},\n`)
  return `${banner}
/** What a person reads for each error of the contracts. */
export const errorSentences = {
${rows.join('')}} as const

/** The name of an error of the contracts. */
export type EscrowErrorName = keyof typeof errorSentences
`
}

function quote(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`
}
