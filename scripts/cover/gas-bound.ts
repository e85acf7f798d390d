/** Tests that count gas, of which measured code takes more: they fail here by name, and pass in `npm test`. */
export const gasBound: Readonly<Record<string, string>> = {
  'is what snapshots/gas.json says: run npm run bench:gas after a change': 'compares gas',
  'keeps of a long reason the beginning only': 'the reason costs more gas than a part of a batch may take',
  'is shut out of every function that changes something, on the way in and on the way out':
    'the token’s gas does not last for trying all of them',
}

/** The tests that failed, by their titles as mocha numbers them where they ran. */
export function failedTests(output: string): readonly string[] {
  const [ran = ''] = output.split(/^ +\d+ passing/m)
  return [...ran.matchAll(/^ +\d+\) (.+?)(?: \(\d+ms\))?$/gm)].map(([, title = '']) => title)
}
