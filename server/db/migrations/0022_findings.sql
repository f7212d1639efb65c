-- When a login was first read, and what only some vendors tell: whether it has a second factor, is an administrator, may sign in with a
-- password of the app's own. Null means that the vendor does not say.
alter table identities add column first_seen_at timestamptz not null default now(), add column mfa boolean, add column admin boolean;
alter table accounts
  add column first_seen_at timestamptz not null default now(),
  add column mfa boolean,
  add column password_sign_in boolean,
  -- Its name is that of a shared or service login.
  add column looks_shared boolean not null default false,
  -- A person has said what it is, if only that it is nothing special.
  add column labelled boolean not null default false;
update accounts set labelled = true where protection <> 'none';

-- One for each question that a comparison asks of all accounts, so that it looks at few of them.
create index accounts_activity on accounts (connection_id, last_active_at);
create index accounts_role on accounts (connection_id, role);
create index accounts_staged on accounts (id) where status = 'staged';
create index accounts_shared on accounts (id) where looks_shared and not labelled;
create index accounts_without_mfa on accounts (id) where not mfa;
create index identities_without_mfa on identities (id) where not mfa and admin;
create index accounts_password on accounts (id) where password_sign_in;
create index account_links_unrooted on account_links (account_id) where not rooted;

-- A finding is about a subject: an account, an identity, a person, a connection, or a person in a connection.
alter table findings
  add column subject_id uuid,
  -- The account should let nobody in; the roster marks these alone.
  add column unwanted boolean not null default false,
  add column owner_id uuid references users (id) on delete set null,
  add column note text not null default '',
  -- An exception: true, known, and left as it is until then.
  add column accepted_until timestamptz,
  add column accepted_by text,
  add column accepted_reason text,
  alter column account_id drop not null;
update findings set subject_id = account_id, unwanted = true, evidence = jsonb_build_object(
  'identities', evidence -> 'identities', 'accounts', jsonb_build_array(evidence -> 'account'), 'absences', '[]'::jsonb, 'facts', '{}'::jsonb);
alter table findings alter column subject_id set not null;
drop index findings_account;
create unique index findings_subject on findings (subject_id, kind);
create index findings_account on findings (account_id) where state <> 'resolved';
create index findings_kind on findings (kind, since, id) where state <> 'resolved';
create index findings_owner on findings (owner_id) where owner_id is not null;

-- What the roster may know of findings: those that nobody has accepted.
drop view open_findings;
create view open_findings as select person_id, account_id, connection_id, unwanted from findings where state in ('open', 'planned');

-- What a licence costs in a month. An empty licence is every licence of that connection that has no price of its own.
create table licence_prices (
  connection_id uuid not null references connections (id) on delete cascade,
  licence text not null,
  amount numeric(12, 2) not null check (amount >= 0),
  currency text not null,
  primary key (connection_id, licence)
);
