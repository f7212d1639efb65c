/** Words that apps use for a password of their own, and for a sign-in somewhere else. */
const password = /\b(passwords?|passwort|credentials|e-?mail|local|basic|native)\b/i
const elsewhere = /\b(sso|saml|oidc|openid|oauth|okta|entra|azure|google|microsoft|jumpcloud|single sign-?on)\b/i

/** Whether a password of the app's own lets in, as its export words it; null where the word is not known. Of several ways one past single sign-on is enough. */
export function byPassword(word: string): boolean | null {
  if (password.test(word)) return true
  return elsewhere.test(word) ? false : null
}
