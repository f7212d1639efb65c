-- What doors said of a user's role, licence and manager that does not count now, as a stronger door said otherwise: {"role": {"scim": "rep-sdr"}}.
-- It counts again when the stronger door takes back what it said.
alter table users add column withheld jsonb not null default '{}';

-- When a user last signed in, through whichever door; null for who was provisioned and never came.
alter table users add column last_sign_in_at timestamptz;
update users set last_sign_in_at = (select max(created_at) from sessions where user_id = users.id);
create function users_signed_in() returns trigger language plpgsql as $$
begin
  update users set last_sign_in_at = new.created_at where id = new.user_id;
  return null;
end $$;
create trigger users_signed_in after insert on sessions for each row execute function users_signed_in();

alter table roles add column version integer not null default 1;

-- Answers kept for a request that is sent again (draft-ietf-httpapi-idempotency-key-header). Without a status, the first is still at work.
create table idempotency_keys (
  actor text not null,
  key text not null,
  fingerprint text not null,
  claimed_at timestamptz not null,
  status integer,
  -- Sealed: an answer may hold a secret.
  answer text,
  primary key (actor, key)
);
create index idempotency_keys_claimed on idempotency_keys (claimed_at);

create table user_imports (
  id uuid primary key default gen_random_uuid(),
  file_name text not null,
  -- previewed, applying, applied, undoing, undone
  state text not null,
  -- Who imports, without their permissions: those are looked up when it is applied.
  actor jsonb not null,
  -- Columns that mean nothing here.
  ignored text[] not null,
  created_at timestamptz not null,
  applied_at timestamptz,
  undone_at timestamptz
);

create table user_import_rows (
  import_id uuid not null references user_imports (id) on delete cascade,
  -- The line of the file it begins at, the head being 1.
  line integer not null,
  user_name text not null,
  -- created, changed, unchanged, refused
  verdict text not null,
  refusal text,
  changes jsonb not null,
  -- What the row asks for.
  wanted jsonb not null,
  user_id uuid,
  -- Of the user when the row was looked at, then after it was applied.
  version integer,
  -- waiting, skipped, done, failed, undone, kept
  outcome text not null,
  -- What undoing gives back.
  undo jsonb,
  primary key (import_id, line)
);
create index user_import_rows_outcome on user_import_rows (import_id, outcome, line);
