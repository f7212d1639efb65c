-- What opened a stream of events or a remembered token is told to every process when it is gone, whoever removed it.
create function access_ends() returns trigger language plpgsql as $$
begin
  perform pg_notify('rollcall_events', json_build_object('topic', 'access', 'id', old.id)::text);
  return null;
end $$;
create trigger access_ends after delete on sessions for each row execute function access_ends();
create trigger access_ends after delete on api_tokens for each row execute function access_ends();

-- Each time a user lost access, until they came back. Written by a trigger, so that no door can forget it.
create table departures (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  left_at timestamptz not null,
  -- Also set when somebody is deleted who had been deactivated before.
  deleted_at timestamptz,
  returned_at timestamptz,
  -- What ended: [{"kind": "session", "name": "Chrome"}, {"kind": "token", "name": "script"}], all at `ended_at`.
  ended jsonb not null,
  ended_at timestamptz not null,
  -- When the rule for what they owned was applied; null while that is still to be done.
  settled_at timestamptz,
  settled_as text
);
create unique index departures_present on departures (user_id) where returned_at is null;
create index departures_newest on departures (left_at desc, id desc);
create index departures_unsettled on departures (left_at) where settled_at is null and returned_at is null;

create or replace function users_lose_access() returns trigger language plpgsql as $$
declare
  what jsonb;
  -- The instant that the event of this change has; a change without one happens now.
  at timestamptz := case when new.modified_at is distinct from old.modified_at then new.modified_at else date_trunc('milliseconds', clock_timestamp()) end;
begin
  with ended_sessions as (delete from sessions where user_id = new.id returning client, created_at),
    ended_tokens as (delete from api_tokens where user_id = new.id and scopes <> array['scim:write'] returning name, created_at)
  select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'name', e.name) order by e.kind, e.created_at), '[]') into what
  from (select 'session' as kind, client as name, created_at from ended_sessions union all select 'token', name, created_at from ended_tokens) e;
  insert into departures (user_id, left_at, deleted_at, ended, ended_at)
  values (new.id, at, case when new.deleted_at is null then null else at end, what, clock_timestamp())
  on conflict (user_id) where returned_at is null do update set deleted_at = excluded.deleted_at;
  perform pg_notify('rollcall_events', json_build_object('topic', 'departures', 'id', new.id)::text);
  return null;
end $$;

create function users_return() returns trigger language plpgsql as $$
begin
  update departures set returned_at = new.modified_at where user_id = new.id and returned_at is null;
  perform pg_notify('rollcall_events', json_build_object('topic', 'departures', 'id', new.id)::text);
  return null;
end $$;
create trigger users_return after update of active on users for each row when (not old.active and new.active) execute function users_return();

-- Who had the call first, when it was handed over; analysis and CRM go on to speak of them.
alter table engagements add column first_owner_email text;
create index engagements_first_owner on engagements (lower(first_owner_email)) where first_owner_email is not null;

create table hand_overs (
  id uuid primary key default gen_random_uuid(),
  departure_id uuid not null references departures (id) on delete cascade,
  to_user_id uuid not null references users (id),
  to_email text not null,
  -- `rule` or `choice`.
  decided_by text not null,
  actor text not null,
  at timestamptz not null,
  calls integer not null,
  given_back_at timestamptz,
  given_back integer
);
create index hand_overs_departure on hand_overs (departure_id);

create table hand_over_calls (
  hand_over_id uuid not null references hand_overs (id) on delete cascade,
  engagement_id uuid not null references engagements (id) on delete cascade,
  from_email text not null,
  primary key (hand_over_id, engagement_id)
);
create index hand_over_calls_engagement on hand_over_calls (engagement_id);

-- A task in a CRM keeps the owner that it was written for first.
alter table deliveries add column owner_email text;
update deliveries d set owner_email = e.owner_email from engagements e where e.id = d.engagement_id and d.remote_id is not null;
