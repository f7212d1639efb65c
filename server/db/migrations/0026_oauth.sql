-- A token that an assistant was given by consent (OAuth 2.1): it opens only the resource it was made for (RFC 8707).
alter table api_tokens add column audience text;

-- What a person allowed, until the client fetches its tokens with it: once, within a minute.
create table oauth_codes (
  code_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- SHA-256 of the client's id.
  client_hash text not null,
  client_name text not null,
  redirect_uri text not null,
  -- RFC 7636, S256.
  challenge text not null,
  scopes text[] not null,
  audience text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- What was given for it: ended when the code is shown a second time.
  token_id uuid references api_tokens (id) on delete set null
);

-- Each works once. The one that was used is kept, so that whoever shows it again is noticed.
create table oauth_refresh_secrets (
  secret_hash text primary key,
  token_id uuid not null references api_tokens (id) on delete cascade,
  client_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index oauth_refresh_secrets_token on oauth_refresh_secrets (token_id);
