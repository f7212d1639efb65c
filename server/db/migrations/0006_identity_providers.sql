-- Where people may sign in from. What differs by protocol is in `configuration`; what is secret of it is sealed in `secrets`.
create table identity_providers (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  protocol text not null check (protocol in ('saml', 'oidc')),
  -- Which guide it was set up by: okta, entra, ...
  guide text not null,
  enabled boolean not null,
  -- Its people have no other way in, but for break-glass admins.
  enforced boolean not null default false,
  -- People it vouches for and nobody knows yet are made users (JIT).
  makes_users boolean not null,
  configuration jsonb not null,
  secrets text,
  created_at timestamptz not null,
  last_sign_in_at timestamptz
);
create unique index identity_providers_name on identity_providers (lower(name));

-- Each e-mail domain has one provider that answers for it.
create table identity_provider_domains (
  domain text primary key,
  provider_id uuid not null references identity_providers (id) on delete cascade
);
create index identity_provider_domains_provider on identity_provider_domains (provider_id);

-- Who a provider's subject is. The subject never changes, names and e-mails do.
create table sign_in_subjects (
  provider_id uuid not null references identity_providers (id) on delete cascade,
  subject text collate "C" not null,
  user_id uuid not null references users (id) on delete cascade,
  linked_at timestamptz not null,
  primary key (provider_id, subject)
);
create index sign_in_subjects_user on sign_in_subjects (user_id);

-- A sign-in that was begun here and has not come back: each counts once, in the browser that began it.
create table sign_in_requests (
  id text primary key,
  provider_id uuid not null references identity_providers (id) on delete cascade,
  browser_hash text not null,
  return_to text not null,
  -- The admin who tries the provider out and is not signed in by it.
  tester_id uuid references users (id) on delete cascade,
  -- What the protocol keeps until the answer comes, sealed: a nonce, a PKCE verifier.
  sealed text,
  expires_at timestamptz not null
);

-- What providers sent lately, taken or refused: the list an admin reads, and where a verified sign-in waits for its own browser.
create table sign_in_arrivals (
  id uuid primary key default gen_random_uuid(),
  provider_id uuid not null references identity_providers (id) on delete cascade,
  at timestamptz not null,
  -- signed_in, refused, tested, waiting
  outcome text not null,
  refusal text,
  user_id uuid references users (id) on delete cascade,
  -- What the provider said, and what would follow.
  detail jsonb not null,
  browser_hash text,
  return_to text
);
create index sign_in_arrivals_provider on sign_in_arrivals (provider_id, at desc);

-- Which provider a session came from, and what ends it there and from there.
alter table sessions
  add column provider_id uuid references identity_providers (id) on delete cascade,
  add column provider_subject text,
  add column provider_session text,
  add column provider_detail jsonb;
create index sessions_provider on sessions (provider_id, provider_subject) where provider_id is not null;

-- May sign in by password although a provider is enforced; audited at every use.
alter table users add column break_glass boolean not null default false;
