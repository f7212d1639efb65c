-- Pictures of admin consoles that have no API, taken while a recipe was carried out. Secrets are covered before a picture is taken.
create table console_screenshots (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null,
  -- The picture of the last check is replaced by the next one; evidence stays as long as the step it belongs to.
  purpose text not null check (purpose in ('check', 'evidence')),
  taken_at timestamptz not null,
  -- Whose page it shows: an e-mail address or an account's id, null when nobody's.
  about text,
  shows text not null,
  sha256 text not null,
  png bytea not null
);

create index console_screenshots_connection on console_screenshots (connection_id, purpose, taken_at desc);
create unique index console_screenshots_check on console_screenshots (connection_id) where purpose = 'check';
