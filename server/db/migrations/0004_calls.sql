-- What was read of the CRMs. Rows that a later complete read no longer held are gone, and stay for what points to them.
create table crm_accounts (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  name text not null,
  -- Host names in lower case, the website's among them.
  domains text[] not null,
  owner_external_id text,
  read_id uuid not null,
  gone_at timestamptz,
  unique (connection_id, external_id)
);
create index crm_accounts_domains on crm_accounts using gin (domains);
create index crm_accounts_name on crm_accounts (lower(name));

create table crm_contacts (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  name text not null,
  email text,
  title text,
  account_external_id text,
  read_id uuid not null,
  gone_at timestamptz,
  unique (connection_id, external_id)
);
create index crm_contacts_email on crm_contacts (lower(email));

create table crm_opportunities (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  name text not null,
  account_external_id text,
  owner_external_id text,
  open boolean not null,
  stage text,
  -- A calendar day, `2026-11-22`: a day has no time zone, and text of this shape sorts as days do.
  close_date text,
  amount double precision,
  read_id uuid not null,
  gone_at timestamptz,
  unique (connection_id, external_id)
);
create index crm_opportunities_account on crm_opportunities (connection_id, account_external_id);

create table crm_users (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  user_name text not null,
  email text,
  name text not null,
  active boolean not null,
  read_id uuid not null,
  gone_at timestamptz,
  unique (connection_id, external_id)
);
create index crm_users_email on crm_users (connection_id, lower(email));

-- Narrow on purpose: lists, filters and counts read this table; what is large stands in the tables after it.
create table engagements (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  -- What makes it the same engagement when it comes again: its id at the source, or the hash of what was sent.
  source_key text not null,
  kind text not null,
  title text not null,
  started_at timestamptz not null,
  duration_seconds double precision not null,
  owner_email text,
  url text,
  language text,
  participant_count integer not null,
  state text not null,
  failure text,
  account_id uuid references crm_accounts (id) on delete set null,
  -- The names as they were matched: they outlive a disconnected CRM.
  account_name text,
  opportunity_id uuid references crm_opportunities (id) on delete set null,
  opportunity_name text,
  match_method text,
  match_reason text,
  delivery text not null default 'none',
  created_at timestamptz not null,
  unique (source, source_key)
);
create index engagements_started on engagements (started_at, id);
create index engagements_duration on engagements (duration_seconds, id);
create index engagements_title on engagements (lower(title), id);
create index engagements_kind on engagements (kind, started_at, id);
create index engagements_owner on engagements (lower(owner_email), started_at, id);
create index engagements_account on engagements (account_id, started_at, id);
create index engagements_opportunity on engagements (opportunity_id);
create index engagements_delivery on engagements (delivery, started_at, id);
create index engagements_unfinished on engagements (state) where state in ('received', 'analysed');

create table engagement_participants (
  engagement_id uuid not null references engagements (id) on delete cascade,
  position integer not null,
  name text not null,
  email text,
  title text,
  -- As somebody said; `unknown` leaves it to the address.
  side text not null,
  speaker text,
  primary key (engagement_id, position)
);
create index engagement_participants_email on engagement_participants (lower(email));
create index engagement_participants_domain on engagement_participants (lower(split_part(email, '@', 2)));

-- Apart from `engagements`, so that a change of state does not write the search index anew.
create table transcripts (
  engagement_id uuid primary key references engagements (id) on delete cascade,
  file_name text not null,
  format text not null,
  -- The file as it came, gzipped: it can be read again by a better reader.
  source bytea not null,
  search tsvector
);
create index transcripts_search on transcripts using gin (search);

create table utterances (
  engagement_id uuid not null references engagements (id) on delete cascade,
  position integer not null,
  speaker integer not null,
  starts_at double precision not null,
  ends_at double precision not null,
  text text not null,
  -- Finds the place within a call; which calls hold the words is asked of `transcripts.search`.
  search tsvector not null,
  primary key (engagement_id, position)
);

create table analyses (
  engagement_id uuid primary key references engagements (id) on delete cascade,
  speakers jsonb not null,
  metrics jsonb not null,
  brief jsonb
);

create table trackers (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  phrases jsonb not null,
  enabled boolean not null,
  updated_at timestamptz not null,
  -- Past engagements up to this id have been scanned with the present phrases; null when all have.
  scanned_to uuid
);
create unique index trackers_name on trackers (lower(name));

create table moments (
  id uuid primary key default gen_random_uuid(),
  engagement_id uuid not null references engagements (id) on delete cascade,
  kind text not null,
  tracker_id uuid references trackers (id) on delete cascade,
  phrase text,
  utterance integer not null,
  -- Characters into the utterance's text, and how many.
  char_offset integer not null,
  char_length integer not null,
  speaker integer not null,
  side text not null,
  at double precision not null,
  sentence text not null
);
create index moments_engagement on moments (engagement_id);
create index moments_tracker on moments (tracker_id, engagement_id) where tracker_id is not null;

-- The moments of trackers, counted: lists and filters ask for nothing else.
create table tracker_hits (
  tracker_id uuid not null references trackers (id) on delete cascade,
  engagement_id uuid not null references engagements (id) on delete cascade,
  hits integer not null,
  primary key (tracker_id, engagement_id)
);
create index tracker_hits_engagement on tracker_hits (engagement_id);

create table deliveries (
  id uuid primary key default gen_random_uuid(),
  engagement_id uuid not null references engagements (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  state text not null,
  -- Why a held one is held: `rule` needs a person, `connection` ends by itself when the connection works again.
  held_for text,
  detail text not null,
  attempts integer not null default 0,
  remote_id text,
  remote_url text,
  -- Field by field what was written last: what reads otherwise now was changed by somebody and is left alone.
  last_written jsonb,
  -- Hash of the task that was delivered: another one means that something has changed since.
  task_hash text,
  -- One worker at a time; a killed one loses it when this passes.
  claimed_by uuid,
  claimed_until timestamptz,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  unique (engagement_id, connection_id)
);
create index deliveries_connection on deliveries (connection_id);
create index deliveries_open on deliveries (state, next_attempt_at) where state in ('waiting', 'held');
