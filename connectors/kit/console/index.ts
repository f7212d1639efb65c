export { changeAccount as changeConsoleAccount, consoleAccounts, createAccount as createConsoleAccount } from './accounts.ts'
export type { Cells, ConsoleDesk, ConsoleSession, Readout } from './desk.ts'
export { ConsoleRecipes, filledIn, Recipe, Step, Told } from './recipe.ts'
export { confirmed, screenshotAfter, signInByPassword, usersPages } from './steps.ts'
