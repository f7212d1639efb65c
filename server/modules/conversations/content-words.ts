const stopWords = new Set(
  `a about above across actually after afterwards again against ago all almost along already also although always am among an and another any anybody anyone anything anyway
  are area around as ask at away back be became because become been before began behind being below better between big both but by call came can cannot case certain certainly
  clearly come comes coming could course couple day deal did different do does doing done dont down during each early either else end enough especially even ever every everybody
  everyone everything exactly fact far feel few find first for forth found four frankly from further gave get gets getting give given gives go goes going gone good got great guess
  had half has have having he hear help her here hers high him his hope how however i if im important in indeed instead into is isnt it its itself just keep kind knew know known
  last later least less let lets like likely little long look looked looking looks lot lots made mainly make makes making many may maybe me mean means mention mentioned might mine
  moment more most mostly much must my myself near need needs never new next nice no nor not nothing now number obviously of off often oh ok okay on once one only onto or other
  others our ours out over overall own part particular particularly people per perhaps place please point possible pretty probably put quite rather really reason related right
  said same saw say saying says second see seeing seem seems seen sense set several shall she should show side simply since so some somebody someone something sometimes somewhat
  soon sort start started still stuff such sure take taken takes taking talk talked talking tell than thank thanks that thats the their them themselves then there thereby
  these they thing things think thinking this those though thought three through throughout thus time times to today together told too took toward towards tried try trying turn
  two um under until up upon us use used using usually various very via want wanted wants was wasnt way ways we well went were werent what whatever when where whether which while
  who whole whom whose why will with within without wont word work working would wouldnt yeah year years yes yet you your yours yourself uh eh ah er toe thio mr mrs ms andi eso
  thes mawr kobe riel aziz assed faras versus terms term bit able level remain remains continue continued continues continuing`.split(/\s+/),
)

/** The words that carry the subject, reduced to a rough stem so that `prices` and `price` count together. Takes `plainWords`. */
export const contentWords = (words: string): string[] =>
  words
    .split(/[\s-]+/)
    .filter(word => word.length > 2 && !stopWords.has(word) && !/^\d/.test(word))
    .map(stem)

const stem = (word: string): string => {
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  for (const ending of ['ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'ers', 'ed', 'es', 's', 'ly', 'e']) {
    if (word.length - ending.length >= 4 && word.endsWith(ending)) return word.slice(0, -ending.length)
  }
  return word
}
