// Writes the sha-256 of every sample's binary into samples.json. Run after build.sh: npx node engine/samples/record.ts
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const list = new URL('./samples.json', import.meta.url)
const samples: Record<string, { sha256: string }> = JSON.parse(readFileSync(list, 'utf8'))
for (const [name, sample] of Object.entries(samples)) {
  const binary = readFileSync(new URL(`./${name}/${name}.wasm`, import.meta.url))
  sample.sha256 = createHash('sha256').update(binary).digest('hex')
}
writeFileSync(list, `${JSON.stringify(samples, null, 2)}\n`)
