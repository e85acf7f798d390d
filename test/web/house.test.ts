import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect } from 'chai'
import { policyFor, withPolicy } from '../../web/tools/hash-csp.ts'

const web = join(import.meta.dirname, '../../web')
const sources = globSync('{app,features,components,lib}/**/*.{ts,tsx}', { cwd: web })
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(web, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? relative(web, join(web, dirname(file), target)) : target,
  )

/** What each layer may import of the others: always downwards. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'features', 'components', 'lib'],
  features: ['features', 'components', 'lib'],
  components: ['components', 'lib'],
  lib: ['lib'],
}

describe('The house of the page', function () {
  it('imports downwards only: app, features, components, lib', function () {
    const wrong = sources.flatMap((file) => {
      const layer = file.split('/')[0] ?? ''
      return importsOf(file)
        .filter(
          (target) => (target.split('/')[0] ?? '') in LAYERS && !LAYERS[layer]?.includes(target.split('/')[0] ?? ''),
        )
        .map((target) => `${file} imports ${target}`)
    })
    expect(sources.length).to.be.greaterThan(50)
    expect(wrong).to.deep.equal([])
  })

  it('has features that know nothing of each other', function () {
    const featureOf = (path: string) => (path.startsWith('features/') ? path.split('/')[1] : undefined)
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter(
          (target) =>
            featureOf(file) !== undefined && featureOf(target) !== undefined && featureOf(file) !== featureOf(target),
        )
        .map((target) => `${file} imports ${target}`),
    )
    expect(wrong).to.deep.equal([])
  })

  it('has a lib that knows nothing of React', function () {
    const wrong = sources.filter(
      (file) =>
        file.startsWith('lib/') &&
        (file.endsWith('.tsx') || importsOf(file).some((target) => /^(react|next|@tanstack)/.test(target))),
    )
    expect(wrong).to.deep.equal([])
  })

  it('keeps every file on a screen or three', function () {
    const long = sources.filter((file) => readFileSync(join(web, file), 'utf8').split('\n').length > 250)
    expect(long).to.deep.equal([])
  })
})

describe('The content security policy', function () {
  const html =
    '<html><head></head><body><script>one()</script><script src="/a.js"></script><script type="x">two</script></body></html>'

  it('allows exactly the inline scripts of the page, by their hashes', function () {
    const policy = policyFor(html)
    expect(policy.match(/'sha256-[^']+'/g)).to.have.length(2)
    expect(policy).to.match(/script-src 'self' 'wasm-unsafe-eval' 'sha256-/)
    expect(policy).not.to.match(/script-src[^;]*'unsafe-(inline|eval)'/)
    expect(policyFor(html.replace('one()', 'other()'))).not.to.equal(policy)
  })

  it('stands first in the head, once, however often it is written', function () {
    const once = withPolicy(html)
    expect(once).to.match(/<head><meta http-equiv="Content-Security-Policy"/)
    expect(withPolicy(once)).to.equal(once)
    expect(() => withPolicy('<html></html>')).to.throw('without <head>')
  })
})
