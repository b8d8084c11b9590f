/** Which embedded database this is: what was prepared for one version is not used with another. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis']

/** Exact versions, joined by a hyphen. */
export function embeddedVersions(): string {
  const { dependencies } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8'),
  ) as { dependencies: Record<string, string> }
  return PACKAGES.map((name) => dependencies[name]).join('-')
}
