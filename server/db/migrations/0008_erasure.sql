-- What must be kept, whoever asks for its erasure or deletion.
create table holds (
  id uuid primary key default gen_random_uuid(),
  -- person: an address in lower case; account: a row of crm_accounts; call: an engagement.
  kind text not null check (kind in ('person', 'account', 'call')),
  subject text not null,
  -- What it is called, as it was when the hold was placed.
  label text not null,
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  released_by text,
  released_at timestamptz,
  release_reason text
);
create unique index holds_present on holds (kind, subject) where released_at is null;

-- A call is held by itself, with its account, or with anybody who took part in it or owned it.
create view held_calls as
select e.id, h.id as hold_id, h.label, h.reason from engagements e join holds h on h.released_at is null and (
  (h.kind = 'call' and h.subject = e.id::text)
  or (h.kind = 'account' and h.subject = e.account_id::text)
  or (h.kind = 'person' and (lower(e.owner_email) = h.subject or lower(e.first_owner_email) = h.subject
    or exists (select 1 from engagement_participants p where p.engagement_id = e.id and lower(p.email) = h.subject))));

create table erasures (
  id uuid primary key,
  -- Whose data goes; sealed, and gone with the end of the erasure.
  subject text,
  -- SHA-256 of the salt and an address: tells whether it was about an address that somebody names, and names none.
  subject_hashes text[] not null,
  salt text not null,
  mode text not null,
  leave_held boolean not null,
  state text not null,
  detail text not null,
  -- Rows by table; what is left and why; what a person has to do elsewhere.
  counts jsonb not null default '{}',
  tasks jsonb not null default '[]',
  -- A user's id, as the certificate names them.
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at timestamptz,
  -- Canonical JSON, and its SHA-256.
  certificate text,
  sha256 text
);
create index erasures_newest on erasures (requested_at desc, id desc);
create index erasures_running on erasures (id) where state = 'running';

-- An entry commits to what names people (actor, subject, detail) by a salted hash, and the chain covers the commitment. What names somebody
-- who was erased can then be replaced: the chain still holds, and the entry says by which erasure it was changed. Without its salt the
-- commitment gives nothing away. Entries from before stay as they were written; their hash covers the words themselves.
alter table audit_entries add column salt text, add column commitment text, add column redacted_by uuid;
create function audit_may_be_redacted() returns trigger language plpgsql as $$
begin
  if old.commitment is not null and new.salt is null and new.redacted_by is not null
    and (new.sequence, new.at, new.action, new.commitment, new.previous_hash, new.hash) = (old.sequence, old.at, old.action, old.commitment, old.previous_hash, old.hash)
  then
    return new;
  end if;
  raise exception 'The audit log is append-only.' using errcode = '42501';
end $$;
drop trigger audit_append_only on audit_entries;
create trigger audit_append_only before update on audit_entries for each row execute function audit_may_be_redacted();
create trigger audit_keeps_all before delete or truncate on audit_entries for each statement execute function audit_is_append_only();
