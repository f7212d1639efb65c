// `npm run bench [NAME]`: every claim of speed as a ratio taken in this run. Times are for the eye; only ratios are claims.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark, Claim } from './benchmark.ts'

const wanted = process.argv[2] ?? ''
const files = readdirSync(import.meta.dirname).filter(file => file.endsWith('.bench.ts') && file.includes(wanted))

const met = ({ ratio, bound }: Claim): boolean => ('atMost' in bound ? ratio <= bound.atMost : ratio >= bound.atLeast)
const boundOf = ({ bound }: Claim): string => ('atMost' in bound ? `at most ${bound.atMost}x` : `at least ${bound.atLeast}x`)

let missed = 0
for (const file of files) {
  const { benchmark } = (await import(join(import.meta.dirname, file))) as { benchmark: Benchmark }
  process.stdout.write(`\n${benchmark.name}\n`)
  for (const claim of await benchmark.run()) {
    if (!met(claim)) missed += 1
    process.stdout.write(`  ${met(claim) ? 'holds ' : 'MISSED'}  ${claim.ratio.toFixed(2)}x (${boundOf(claim)})  ${claim.claim}: ${claim.detail}\n`)
  }
}
if (missed > 0) process.exitCode = 1
