-- How far Rollcall goes in an app. Without a row, plans are approved as a whole.
create table app_modes (
  connection_id uuid primary key references connections (id) on delete cascade,
  mode text not null,
  -- Of which findings the automatic mode makes plans.
  kinds text[] not null default '{}',
  owner_id uuid references users (id) on delete set null,
  set_by uuid not null,
  set_at timestamptz not null
);

-- A change of who approves what that loosens something, until a second admin has decided. At most one waits.
create table approval_changes (
  id uuid primary key default gen_random_uuid(),
  -- What it was made of: it is refused once something else holds.
  before jsonb not null,
  after jsonb not null,
  loosens jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null
);

create table approval_substitutes (
  user_id uuid primary key references users (id) on delete cascade,
  substitute_id uuid not null references users (id) on delete cascade,
  begins_at timestamptz not null,
  ends_at timestamptz not null
);

create table plan_comments (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references plans (id),
  at timestamptz not null,
  author_id uuid,
  author text not null,
  text text not null
);
create index plan_comments_plan on plan_comments (plan_id, at);

alter table plans
  -- Hashed with the plan; null in plans from before, of which anybody who may approves.
  add column requirements jsonb,
  add column expires_at timestamptz;
update plans set expires_at = created_at + interval '14 days' where state = 'draft';
create index plans_drafts on plans (expires_at) where state = 'draft';

-- The standing decision that approved, where its person did not do so by hand; and in whose place somebody approved.
alter table approvals add column policy text, add column in_place_of uuid;

-- Waits for an approval of its own.
alter table plan_steps add column held boolean not null default false;
