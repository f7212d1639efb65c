const name = 'rollcall_refusal'

/** Why a sign-in through a provider was refused, said once. The server leaves it in a cookie, as an address could be written by anybody. */
export function takeRefusal(): string | null {
  const value = document.cookie
    .split('; ')
    .find(each => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)
  if (value === undefined) return null
  document.cookie = `${name}=; path=/sign-in; max-age=0`
  return decodeURIComponent(value)
}
