-- One human, put together from identities and accounts. The id is that of the login that was seen first.
create table persons (
  id uuid primary key,
  display_name text not null,
  email text,
  department text,
  title text,
  status text not null,
  open_findings integer not null default 0,
  created_at timestamptz not null
);
create index persons_by_name on persons (lower(display_name), id);
create index persons_by_findings on persons ((-open_findings), lower(display_name), id);
create index persons_by_department on persons (((department is null)::int), coalesce(lower(department), ''), lower(display_name), id);

create table identities (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  user_name text not null,
  email text,
  -- Every address in lower case, and the domains of them: what correlation compares.
  emails text[] not null,
  domains text[] not null,
  display_name text not null,
  status text not null,
  vendor_status text not null,
  status_changed_at timestamptz,
  last_active_at timestamptz,
  groups text[] not null,
  employee_number text,
  department text,
  title text,
  manager_email text,
  version text not null,
  last_read_id uuid not null,
  last_seen_at timestamptz not null,
  -- How many complete reads in a row went by without it: missing after one, deleted after two.
  absent_reads integer not null default 0,
  -- What a person shows of it differs from what was last put together.
  changed boolean not null default false
);
create unique index identities_external on identities (external_id, connection_id);
create index identities_employee_number on identities (employee_number) where employee_number is not null;
create index identities_changed on identities (id) where changed;

create table accounts (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  user_name text not null,
  email text,
  emails text[] not null,
  domains text[] not null,
  display_name text not null,
  status text not null,
  vendor_status text not null,
  status_changed_at timestamptz,
  last_active_at timestamptz,
  groups text[] not null,
  employee_number text,
  department text,
  title text,
  manager_email text,
  version text not null,
  role text,
  licence text,
  -- What the app was told the person is called elsewhere (RFC 7643, section 3.1).
  external_key text,
  protection text not null default 'none',
  last_read_id uuid not null,
  last_seen_at timestamptz not null,
  absent_reads integer not null default 0,
  changed boolean not null default false
);
create unique index accounts_external on accounts (external_id, connection_id);
create index accounts_changed on accounts (id) where changed;

create table app_assignments (
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  app_name text not null,
  identity_external_id text not null,
  through text not null,
  last_read_id uuid not null,
  primary key (connection_id, external_id)
);
create index app_assignments_identity on app_assignments (identity_external_id, connection_id);

-- Why a login belongs to a person. Kept apart from the logins, which every read writes anew, and without foreign keys: a million
-- links would each look up both of their ends. Logins go only with their connection, and correlation removes what that leaves.
create table identity_links (
  identity_id uuid primary key,
  person_id uuid not null,
  connection_id uuid not null,
  rule text not null,
  detail text not null,
  linked_at timestamptz not null
);
create index identity_links_person on identity_links (person_id);

create table account_links (
  account_id uuid primary key,
  person_id uuid not null,
  connection_id uuid not null,
  -- An identity source knows the person; otherwise the account makes up a person of its own, and is tried again.
  rooted boolean not null,
  rule text not null,
  detail text not null,
  linked_at timestamptz not null
);
create index account_links_person on account_links (person_id);

-- A login that may belong to this person, where nothing says which of several; nothing about the person can be planned.
create table disputes (
  identity_id uuid references identities (id) on delete cascade,
  account_id uuid references accounts (id) on delete cascade,
  person_id uuid not null references persons (id) on delete cascade,
  detail text not null,
  check (num_nonnulls(identity_id, account_id) = 1)
);
create index disputes_person on disputes (person_id);
create index disputes_account on disputes (account_id);
create index disputes_identity on disputes (identity_id);

-- The newest ended read of each source of logins.
create view latest_reads as
select c.id as connection_id, k.resource, r.id, r.complete, r.started_at, r.ended_at
from connections c
cross join (values ('identities'), ('accounts')) k (resource)
cross join lateral (
  select * from reads where connection_id = c.id and resource = k.resource and ended_at is not null order by started_at desc limit 1
) r;

create table findings (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  state text not null,
  -- Null while it is disputed whose account it is.
  person_id uuid references persons (id) on delete set null,
  person_name text not null,
  account_id uuid not null references accounts (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  -- What it rested on when it was last true.
  evidence jsonb not null,
  since timestamptz not null,
  first_seen_at timestamptz not null,
  resolved_at timestamptz,
  plan_id uuid
);
-- A difference that comes back is the same finding, opened again.
create unique index findings_account on findings (account_id, kind);
create index findings_person on findings (person_id) where state <> 'resolved';
create index findings_since on findings (since, id);

-- What the roster may know of findings.
create view open_findings as select person_id, account_id, connection_id from findings where state <> 'resolved';

create table plans (
  id uuid primary key,
  title text not null,
  state text not null,
  detail text not null,
  -- SHA-256 of what approvers see: title, steps, guards, approvals needed.
  hash text not null,
  guards jsonb not null,
  approvals_needed integer not null,
  undoes uuid references plans (id) deferrable,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index plans_newest on plans (created_at desc, id desc);
create index plans_open on plans (id) where state in ('approved', 'applying');
create index plans_undoes on plans (undoes) where undoes is not null;

create table plan_steps (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  position integer not null,
  connection_id uuid not null,
  account_id uuid not null,
  finding_id uuid,
  -- Canonical JSON, as it was hashed.
  definition text not null,
  state text not null,
  detail text not null,
  -- How far the vendor was asked: nothing, intended (written down before the request), requested (the vendor answered).
  progress text not null default 'nothing',
  attempts integer not null default 0,
  verification_reads integer not null default 0,
  -- Who works on it, and until when that counts if nothing more is heard.
  claim uuid,
  claimed_until timestamptz,
  ended_at timestamptz
);
create unique index plan_steps_position on plan_steps (plan_id, position);
create index plan_steps_account on plan_steps (account_id) where state in ('waiting_for_person', 'applied_unverified');

create table approvals (
  plan_id uuid not null references plans (id),
  user_id uuid not null,
  user_name text not null,
  at timestamptz not null,
  hash text not null,
  primary key (plan_id, user_id)
);

create table evidence (
  id uuid primary key default gen_random_uuid(),
  -- In which order things happened, also within one instant.
  sequence bigint generated by default as identity,
  step_id uuid not null references plan_steps (id),
  kind text not null,
  at timestamptz not null,
  summary text not null,
  content text not null,
  sha256 text not null
);
create index evidence_step on evidence (step_id, sequence);
