-- Passkeys of users (WebAuthn Level 3). Public keys are no secrets; the private ones never leave their devices.
create table passkeys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  credential_id text not null unique,
  public_key text not null,
  -- How often the authenticator says it has signed. It may only grow; many always say 0 (section 6.1.1).
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_user on passkeys (user_id);

-- What a browser was asked to sign; it counts once.
create table passkey_challenges (
  challenge_hash text primary key,
  -- Who adds a passkey; null where somebody signs in.
  user_id uuid references users (id) on delete cascade,
  expires_at timestamptz not null
);
