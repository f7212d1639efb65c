-- What people decided about whose login is whose; it outranks every rule. What was undone stays, as history.
create table match_decisions (
  id uuid primary key,
  kind text not null check (kind in ('link', 'split', 'merge', 'different')),
  -- The login of a link or a split.
  login_id uuid,
  login_kind text check (login_kind in ('identity', 'account')),
  -- Whose the login is or is not; who stays after a merge.
  person_id uuid not null,
  -- Who was merged into them, or is somebody else.
  other_person_id uuid,
  -- As they were called then: the login or the other person, and the person.
  subject_name text not null,
  person_name text not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  check (num_nonnulls(login_id, other_person_id) = 1)
);
create index match_decisions_newest on match_decisions (decided_at desc, id desc);

-- The links that a decision changed, as they were before it. Without a person: the login belonged to nobody.
create table match_moves (
  decision_id uuid not null references match_decisions (id) on delete cascade,
  login_id uuid not null,
  person_id uuid,
  rule text,
  detail text,
  linked_at timestamptz,
  link_decision_id uuid,
  primary key (decision_id, login_id)
);
create index match_moves_login on match_moves (login_id);

-- Logins of different people, each pair both ways round. Of logins and not of persons: whoever a login belongs to later, it stays true.
create table logins_apart (
  login_id uuid not null,
  other_id uuid not null,
  decision_id uuid not null references match_decisions (id) on delete cascade,
  primary key (login_id, other_id, decision_id)
);
create index logins_apart_decision on logins_apart (decision_id);

-- The decision that drew a link, where a person drew it.
alter table identity_links add column decision_id uuid;
alter table account_links add column decision_id uuid;
create index account_links_loose on account_links (person_id) where not rooted;
create index account_links_held on account_links (person_id) where rule = 'human' and not rooted;

-- Two persons of whom one address or number is claimed: the one that it is disputed with.
alter table disputes add column other_person_id uuid references persons (id) on delete cascade;

create view logins as
select id, 'identity' as kind, connection_id, user_name, display_name, email, emails, employee_number, department, title, manager_email, status from identities
union all
select id, 'account', connection_id, user_name, display_name, email, emails, employee_number, department, title, manager_email, status from accounts;

create view login_links as
select identity_id as login_id, person_id, rule, detail, linked_at, decision_id from identity_links
union all
select account_id, person_id, rule, detail, linked_at, decision_id from account_links;

-- Whose a login is not.
create view persons_apart as
select a.login_id, l.person_id from logins_apart a join login_links l on l.login_id = a.other_id;

-- Names are compared without case, accents and the order of "Ruiz, Ana".
create function folded_name(name text) returns text language sql immutable parallel safe as $$
  select case when name ~ '[^ -+\--~]' or name ~ '  ' then
    trim(regexp_replace(regexp_replace(regexp_replace(lower(normalize(name, NFKD)), '[\u0300-\u036f]', '', 'g'), '^([^,]*),([^,]*)$', '\2 \1'), '\s+', ' ', 'g'))
  else lower(name) end
$$;

-- A person may also say that an app belongs to no connection here.
alter table identity_apps
  add column unlinked boolean not null default false,
  add column linked_at timestamptz;
create or replace view identity_app_connections as
select a.connection_id, a.external_id, a.name, c.id as app_connection_id
from identity_apps a join connections c on coalesce(c.id = a.app_connection_id, lower(c.name) = lower(a.name))
where not a.unlinked;
