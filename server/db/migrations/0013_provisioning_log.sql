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
