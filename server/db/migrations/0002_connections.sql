create table connections (
  id uuid primary key default gen_random_uuid(),
  connector text not null,
  name text not null,
  base_url text not null,
  auth text not null,
  -- JSON of the form's fields, sealed as a whole.
  credentials text not null,
  oauth_tokens text,
  state text not null,
  detail text not null,
  checked_at timestamptz,
  created_at timestamptz not null
);
create unique index connections_name on connections (lower(name));

create table consents (
  state_hash text primary key,
  connection_id uuid not null references connections (id) on delete cascade,
  verifier text not null,
  created_at timestamptz not null
);

create table reads (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connections (id) on delete cascade,
  resource text not null,
  -- Null while it runs.
  complete boolean,
  problems jsonb not null default '[]',
  rows integer not null default 0,
  pages integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index reads_latest on reads (connection_id, resource, started_at desc);
create index reads_running on reads (connection_id) where ended_at is null;

-- One row a connection: the generic cell rate algorithm (ITU-T I.371), shared by all processes.
create table rate_budgets (
  connection_id uuid primary key references connections (id) on delete cascade,
  arrives_at timestamptz not null,
  blocked_until timestamptz
);

-- A lock that a killed process cannot keep.
create table leases (
  name text primary key,
  holder uuid not null,
  expires_at timestamptz not null
);
