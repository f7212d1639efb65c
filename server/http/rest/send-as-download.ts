import type { FastifyReply } from 'fastify'

/** Has a browser keep the answer as a file, whatever it is: shown in place, somebody's upload would run as a page of ours. */
export function sendAsDownload(reply: FastifyReply, name: string): void {
  const plain = name.replace(/[^\w.-]+/g, '_')
  // RFC 6266, 4.3, and RFC 8187 for names that are not ASCII.
  void reply.headers({
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}
