import type { Exchange, Writes } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'

/**
 * The route `browser`: what the admin console of a connection can be worked for, as the same questions and changes that an API answers, or
 * null when it has no recipe. What it shows is told to the recorder as evidence.
 */
export const consoleWrites = async (_ctx: Context, _connectionId: string, _recorder?: (exchange: Exchange) => void): Promise<Writes | null> => null
