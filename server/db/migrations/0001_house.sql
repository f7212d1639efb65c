-- Users of Rollcall itself.
create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  role text not null,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- The last time step a code was accepted for: a code counts once (RFC 6238, section 5.2).
  totp_last_step bigint,
  created_at timestamptz not null
);
create unique index users_email on users (lower(email));

create table claim_links (
  token_hash text primary key,
  created_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  secret_hash text not null unique,
  client text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);

create table api_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  secret_hash text not null unique,
  last4 text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz
);
create index api_tokens_user on api_tokens (user_id);

create table sign_in_failures (
  -- An e-mail or an address, hashed: the table of failures is no list of who was tried.
  subject text not null,
  at timestamptz not null
);
create index sign_in_failures_subject on sign_in_failures (subject, at);

create table audit_entries (
  sequence bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text,
  -- Text, not jsonb: the hash covers these very bytes, and jsonb would reorder them.
  detail text not null,
  previous_hash text not null,
  hash text not null
);
create index audit_entries_action on audit_entries (action, sequence desc);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only.' using errcode = '42501';
end $$;
create trigger audit_append_only before update or delete or truncate on audit_entries
  for each statement execute function audit_is_append_only();

create table settings (
  name text primary key,
  value jsonb not null
);
