import type { ConsoleRecipes, Recipe, Told } from './recipe.ts'

/** What a row of a table or the fields of a page said, in the console's words. */
export type Cells = Partial<Record<Told, string>>

/** What a recipe read. `found` is false when it ended at an `endIf`. */
export type Readout = { found: boolean; pages: Cells[][]; total: number | null; fields: Cells | null }

/** Somebody who is signed in to a console, for the time of one piece of work. */
export type ConsoleSession = {
  /** The login that the connection signs in with. */
  readonly user: string
  /** Throws a VendorError: what is missing, what the console said, or that the time was up; `uncertain` after a consequence. */
  run(recipe: Recipe, values: Record<string, string>): Promise<Readout>
  /** Walks the recipe up to its first consequence, which is only looked for. Reads the first page of a table. */
  rehearse(recipe: Recipe, values: Record<string, string>): Promise<Readout>
}

/**
 * Opens a fresh browser, signs in, does the work and closes it. What fails before anything was changed is tried once more from the
 * beginning, so the work must not remember anything between its calls.
 */
export type ConsoleDesk = <T>(recipes: ConsoleRecipes, work: (session: ConsoleSession) => Promise<T>) => Promise<T>
