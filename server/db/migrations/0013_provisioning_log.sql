-- What a provisioning request was about and what came of it, for the page that shows it.
alter table provisioning_log
  add column scim_type text,
  -- The answer without its secrets; long lists are cut.
  add column answer text,
  -- Names of attributes.
  add column changed text[] not null default '{}',
  add column kept_out text[] not null default '{}',
  -- The user or group it was about.
  add column subject uuid;
create index provisioning_log_subject on provisioning_log (subject, sequence) where subject is not null;

-- What was written lately is found by reading all of it, until a vacuum sorts it in; the embedded engine has none that comes by itself. Where
-- pg_trgm could not be installed there are no such indexes.
alter index if exists user_emails_parts set (gin_pending_list_limit = 64);
alter index if exists users_user_name_parts set (gin_pending_list_limit = 64);
