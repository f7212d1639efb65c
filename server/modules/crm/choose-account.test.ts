import { describe, expect, it } from 'vitest'
import { chooseByContact, chooseByDomain } from './choose-account.ts'
import type { Candidate } from './crm.queries.ts'

const account = (name: string, domains: string[], closing_soon = 0, external_id = name): Candidate => ({
  id: name,
  connection_id: 'crm',
  external_id,
  name,
  domains,
  owner_external_id: null,
  read_id: 'read',
  gone_at: null,
  closing_soon,
})
const at = (...domains: (string | null)[]) => domains.map((domain, index) => ({ email: `p${index}@${domain ?? 'gmail.com'}`, domain }))

describe('choosing an account by domain', () => {
  it('counts the participants and says so', () => {
    const choice = chooseByDomain([account('Acme', ['acme.com'])], at('acme.com', 'acme.com', null))
    expect(choice).toMatchObject({ method: 'domain', reason: '2 of 3 customer participants use acme.com, the domain of Acme.' })
  })

  it('prefers the company that most of them come from, whatever the other one is about to buy', () => {
    const choice = chooseByDomain([account('Small', ['small.com'], 9), account('Big', ['big.com'])], at('small.com', 'big.com', 'big.com'))
    expect(choice?.reason).toBe('2 of 3 customer participants use big.com, the domain of Big. Small stands for fewer of them (1).')
  })

  it('then prefers more open opportunities that close soon, then the first id', () => {
    const twins = [account('North', ['acme.com'], 0, '2'), account('South', ['acme.com'], 2, '3'), account('East', ['acme.com'], 2, '1')]
    expect(chooseByDomain(twins, at('acme.com'))).toMatchObject({
      account: { name: 'East' },
      reason: expect.stringContaining('South fits as well and has as many open opportunities closing within 90 days; the first by its id was taken.'),
    })
    expect(chooseByDomain(twins.slice(0, 2), at('acme.com'))?.reason).toContain(
      'North fits as well, but has fewer than its 2 open opportunities closing within 90 days (0).',
    )
    expect(chooseByDomain(twins.toReversed(), at('acme.com'))).toEqual(chooseByDomain(twins, at('acme.com')))
  })

  it('takes a subdomain for its company unless an account has the subdomain itself', () => {
    const [whole, part] = [account('Acme', ['acme.com'], 5), account('Acme Europe', ['eu.acme.com'])]
    expect(chooseByDomain([whole], at('mail.eu.acme.com'))?.account.name).toBe('Acme')
    expect(chooseByDomain([whole, part], at('mail.eu.acme.com'))?.account.name).toBe('Acme Europe')
  })

  it('finds nothing where nothing fits', () => {
    expect(chooseByDomain([account('Acme', ['acme.com'])], at('notacme.com', 'com', null))).toBeNull()
    expect(chooseByDomain([], at('acme.com'))).toBeNull()
  })
})

describe('choosing an account by contact', () => {
  const contact = (email: string, of: Candidate) => ({ ...of, contact_email: email, contact_name: 'Peter' })

  it('counts people, not records', () => {
    const [initech, initrode] = [account('Initech Ltd.', []), account('Initrode', [])]
    const contacts = [contact('p0@gmail.com', initech), contact('p0@gmail.com', initech), contact('p1@gmail.com', initrode), contact('p2@gmail.com', initrode)]
    const choice = chooseByContact(contacts, at(null, null, null))
    expect(choice).toMatchObject({ account: { name: 'Initrode' }, method: 'email' })
    expect(choice?.reason).toBe('p1@gmail.com is the address of Peter, a contact of Initrode and 1 more. Initech Ltd. stands for fewer of them (1).')
  })

  it('knows exact addresses alone', () => {
    expect(chooseByContact([contact('p0@gmail.com', account('Initech', []))], [{ email: 'xp0@gmail.com', domain: null }])).toBeNull()
  })
})
