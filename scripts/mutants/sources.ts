import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The texts of all files that a compilation reads, by the names by which they import each other. */
export type Sources = Readonly<Record<string, string>>

const IMPORT = /^import\s[^;]*?"([^"]+)"/gm

/** Reads the contracts below `root`, and what they import. Packages come from `packages`, a node_modules. */
export function readSources(root: string, packages: string): Sources {
  const sources: Record<string, string> = {}
  const open = globSync('contracts/**/*.sol', { cwd: root }).toSorted()
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name in sources) continue
    const source = readFileSync(join(name.startsWith('@') ? packages : root, name), 'utf8')
    sources[name] = source
    open.push(...importsOf(name, source))
  }
  return sources
}

function importsOf(name: string, source: string): readonly string[] {
  return [...source.matchAll(IMPORT)].map(([, path = '']) =>
    path.startsWith('.') ? posix.join(posix.dirname(name), path) : path,
  )
}

/** The files among `sources` that are, or import, directly or not, the file `name`; not by way of an interface, which holds no code. */
export function dependentsOf(name: string, sources: Sources): ReadonlySet<string> {
  const users = new Map<string, string[]>()
  for (const [user, source] of Object.entries(sources)) {
    for (const used of importsOf(user, source)) users.set(used, [...(users.get(used) ?? []), user])
  }
  const found = new Set([name])
  for (const each of found) {
    for (const user of users.get(each) ?? []) if (!user.startsWith('contracts/interfaces/')) found.add(user)
  }
  return found
}
