/** The same numbers at every run (a linear congruential generator, Numerical Recipes), so that what fails once fails again. */
export function randomFrom(seed: number) {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const pick = <T>(all: readonly [T, ...T[]]): T => all[below(all.length)] ?? all[0]
  return { below, pick, chance: (percent: number): boolean => below(100) < percent }
}

export type Random = ReturnType<typeof randomFrom>
