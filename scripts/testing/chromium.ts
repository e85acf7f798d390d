import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] as const
const INSTALL = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium'

/** Where the tests' Chromium is: the environment's CHROMIUM, or what is installed. */
export function chromiumPath(): string | undefined {
  return [process.env['CHROMIUM'], ...PATHS].find((path) => path !== undefined && existsSync(path))
}

/** Makes sure that a Chromium is there for the page's tests: as root on Debian it is installed. Returns one line when it is not. */
export function ensureChromium(): string | undefined {
  if (chromiumPath() !== undefined) return undefined
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('   Chromium is missing: installing the one of Debian')
    spawnSync('sh', ['-c', INSTALL], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  return chromiumPath() !== undefined
    ? undefined
    : 'Chromium is missing: install it (Debian: sudo apt-get install chromium) and run this again.'
}
