/**
 * What the vendors' own tests assert and Rollcall does not do, by test and assertion, each with its reason. The runners fail on anything that is
 * not listed here, and on anything listed that holds after all.
 */
export const oktaReferenceOnly: Readonly<Record<string, string>> = {
  'Required Test: Test Users endpoint / Resources[0].emails[0].value equal {{randomUsername}}':
    'The edition contradicts itself: it creates the user with the e-mail {{randomEmail}}, wants {{randomUsername}} back, and later wants no user whose userName is {{randomEmail}}.',
  'Required Test: Username Case Sensitivity Check / response_status equal_number 400':
    'A well-formed filter that differs in case alone must find the user: userName is not case-exact (RFC 7643, section 4.1.1), and Okta itself looks users up so. The first edition sends a text that is no filter, and there 400 holds.',
}

export const microsoftReferenceOnly: Readonly<Record<string, string>> = {
  'Get Token > Get Token / Status code is 200': 'The reference gives tokens to whoever asks. Ours are made by an admin.',
  'Endpoint tests > Get ServiceProviderConfig / Status code is 200':
    'It asks for /serviceConfiguration; the path of RFC 7644, section 4, is /ServiceProviderConfig.',
  'Endpoint tests > Get ServiceProviderConfig / Pach supported is true': 'The same address.',
  'User tests with garbage > Get all users / Results have 2 users': 'It counts on a server without users; ours has its admin as well.',
  'User tests with garbage > Paginate / Total results': 'The same.',
  'User tests with garbage > get user attributes / Total results': 'The same.',
  'User tests with garbage > filter greater than / Total results': 'The same.',
  'Get all users / Users cleared': 'The same: the admin is still there.',
  'Get all groups / Groups cleared': 'It counts on a server without groups; Okta wants one.',
  'Group tests > Get group by id / Body contians user':
    'It expects the displayName it sent with a member; `display` of a member is read-only (RFC 7643, section 8.7.1) and is the name of the user.',
}
