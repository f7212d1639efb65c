-- Every set of mapping rules that was saved, each rule one JSON document; the newest is in force.
create table rule_sets (
  version integer primary key,
  rules jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  -- The version that was taken up again.
  restores integer references rule_sets (version),
  -- How many users it gave another role, licence or manager.
  changed integer not null
);

-- One row. Whoever writes a user or a group holds it for share and checks the revision they computed with; whoever saves rules holds it alone.
-- So nobody is written by rules that are not in force any more.
create table rules_in_force (
  single boolean primary key default true check (single),
  revision bigint not null default 0
);
insert into rules_in_force default values;

-- Rules give roles and look at their names.
create function roles_changed() returns trigger language plpgsql as $$
begin
  update rules_in_force set revision = revision + 1;
  return null;
end $$;
create trigger roles_changed after insert or update or delete on roles for each statement execute function roles_changed();

alter table users
  -- The rule that gave it; null where a door said so itself, or nobody did.
  add column role_rule uuid,
  add column licence_rule uuid,
  add column manager_rule uuid,
  -- The strongest door that keeps the user; what rules give is as strong as that.
  add column door text not null default 'manual',
  -- What the identity provider claimed at the last sign-in, by the bare names in lower case: {"department": ["Sales"]}.
  add column claims jsonb not null default '{}';
update users set door = 'scim' where external_id is not null or 'scim' in (role_source, licence_source, manager_source);
