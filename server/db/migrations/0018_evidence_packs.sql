-- What an auditor asked for, and how far it is. Empty lists mean all.
create table evidence_packs (
  id uuid primary key default gen_random_uuid(),
  from_at timestamptz not null,
  to_at timestamptz not null,
  connection_ids uuid[] not null,
  person_ids uuid[] not null,
  state text not null,
  detail text not null,
  requested_by_id uuid,
  requested_by text not null,
  requested_at timestamptz not null,
  made_at timestamptz,
  files integer not null default 0,
  size bigint not null default 0,
  manifest_sha256 text,
  -- How often a process began to make it.
  attempts integer not null default 0,
  -- Which process makes it, and until when that counts if nothing more is heard.
  claim uuid,
  claimed_until timestamptz
);
create index evidence_packs_newest on evidence_packs (requested_at desc, id desc);

-- The file, piece by piece, so that any process can make it and any other can send it.
create table evidence_pack_chunks (
  pack_id uuid not null references evidence_packs (id) on delete cascade,
  sequence integer not null,
  bytes bytea not null,
  primary key (pack_id, sequence)
);

create index audit_entries_at on audit_entries (at);
