-- Logout tokens that providers sent over the back channel, for as long as they could be sent again: each counts once.
create table logout_tokens (
  provider_id uuid not null references identity_providers (id) on delete cascade,
  token_hash text not null,
  expires_at timestamptz not null,
  primary key (provider_id, token_hash)
);
