import { sentenceOf } from '../../data/api-problem.ts'

// The errors of `navigator.credentials` by name (WebAuthn Level 3, sections 5.1.3.1 and 5.1.4.3).
const ofBrowser: Record<string, string> = {
  NotAllowedError: 'No passkey was given: it was cancelled, or it took too long. Try again.',
  InvalidStateError: 'This device holds a passkey of yours already.',
  SecurityError:
    'A passkey works only under the address that Rollcall was set up with. Open Rollcall there; it is a name, not a number, and begins with https.',
  NotSupportedError: 'This device has no passkeys that ask for a finger, a face or a PIN.',
}

/** What went wrong with a passkey, at the server or in the browser. */
export const passkeyTrouble = (error: Error): string => ofBrowser[error.name] ?? sentenceOf(error)
