import type { Scope } from '@rollcall/contract'
import type { Context } from '../../context.ts'

/** What an assistant may be given: reading, and drafting plans. Nothing that a person has to answer for. */
export const assistantScopes = ['people:read', 'calls:read', 'connections:read', 'plans:write'] as const satisfies readonly Scope[]

/** The one resource that tokens are given for (RFC 8707). */
export const mcpResource = (ctx: Context): string => `${ctx.publicUrl()}/mcp`

export const isMcpResource = (ctx: Context, address: string): boolean => address.replace(/\/$/, '') === mcpResource(ctx)
