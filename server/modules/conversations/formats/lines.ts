export const splitLines = (text: string): string[] => text.split(/\r\n|\n|\r/)

export const strayWarning = (strays: number): string[] =>
  strays === 0 ? [] : [`${strays} ${strays === 1 ? 'line' : 'lines'} outside any cue ${strays === 1 ? 'was' : 'were'} kept with the cue before.`]
