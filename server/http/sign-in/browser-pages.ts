import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Context } from '../../context.ts'
import { isSecure } from './session-cookie.ts'

/** Why a sign-in through a provider was refused, for the sign-in page to read and forget. */
const refusalCookie = 'rollcall_refusal'

const submit = 'document.forms[0].submit()'
const submitHash = `sha256-${createHash('sha256').update(submit).digest('base64')}`

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

/** Says why, with the right status, and leads a browser on to the sign-in page, which says it again. The sentence travels in no address, where a link could put one. */
export function answerRefusal(ctx: Context, reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply
    .setCookie(refusalCookie, sentence, { path: '/sign-in', sameSite: 'lax', secure: isSecure(ctx), maxAge: 60 })
    .status(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/sign-in"><title>Sign in</title><p>${escaped(sentence)}</p><p><a href="/sign-in">Sign in</a></p></html>`,
    )
}

/** A page that posts a form to a provider by itself, or at a press of its button where scripts are off. */
export function postForm(reply: FastifyReply, action: string, fields: Readonly<Record<string, string>>): FastifyReply {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
  return reply
    .header(
      'content-security-policy',
      `default-src 'none'; script-src '${submitHash}'; form-action ${new URL(action).origin}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><form method="post" action="${escaped(action)}">${inputs.join('')}<button>Continue to the sign-in</button></form><script>${submit}</script></html>`,
    )
}
