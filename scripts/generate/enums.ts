import { banner, walk, type Build } from './artifacts.ts'

const sources = ['contracts/types/JobState.sol', 'contracts/types/Terms.sol']

/** Each enum twice: names by index, and the index by name. */
export function enumsFile(build: Build): string {
  let text = banner
  for (const source of sources) {
    for (const node of walk(build.ast(source))) {
      if (node.nodeType !== 'EnumDefinition') continue
      const members = (node.members ?? []).map((member) => member.name)
      const doc = (node.documentation?.text ?? '')
        .replace(/@notice /, '')
        .replaceAll(/\s+/g, ' ')
        .trim()
      const plural = `${node.name?.[0]?.toLowerCase()}${node.name?.slice(1)}Names`
      text += `\n/** ${doc} The index is the value on chain. */\nexport const ${plural} = ${list(members)} as const\n`
      text += `export type ${node.name} = (typeof ${plural})[number]\n`
      text += `export const ${node.name} = { ${members.map((name, index) => `${name}: ${index}`).join(', ')} } as const\n`
    }
  }
  return text
}

function list(names: readonly (string | undefined)[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`
}
