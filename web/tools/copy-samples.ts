import { copyFileSync, mkdirSync } from 'node:fs'
import type { SampleName } from '../lib/templates/job-plan.ts'

const SAMPLES = ['raytracer', 'option-price', 'csv-report'] as const satisfies SampleName[]

const to = new URL('../public/samples/', import.meta.url)
mkdirSync(to, { recursive: true })
for (const name of SAMPLES) {
  copyFileSync(new URL(`../../engine/samples/${name}/${name}.wasm`, import.meta.url), new URL(`${name}.wasm`, to))
}
