-- The apps that an identity source gives to people. `app_connection_id` is the connection that a person chose for it; while it is null, an
-- app belongs to the connection of the same name.
create table identity_apps (
  connection_id uuid not null references connections (id) on delete cascade,
  external_id text not null,
  name text not null,
  app_connection_id uuid references connections (id) on delete set null,
  linked_by text,
  primary key (connection_id, external_id)
);

-- Filled by the next read; until then an assignment is known by its name alone.
alter table app_assignments add column app_external_id text;
create index app_assignments_app on app_assignments (connection_id, app_external_id);

-- Which connection shows the accounts of an app that an identity source gives.
create view identity_app_connections as
select a.connection_id, a.external_id, a.name, c.id as app_connection_id
from identity_apps a join connections c on coalesce(c.id = a.app_connection_id, lower(c.name) = lower(a.name));
