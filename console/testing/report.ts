import { firstLoads } from './first-load.ts'

// `npm run report --workspace console`: what each page costs on a first visit.
for (const { page, kilobytes } of firstLoads().toSorted((a, b) => b.kilobytes - a.kilobytes)) process.stdout.write(`${page.padEnd(20)} ${kilobytes} kB\n`)
