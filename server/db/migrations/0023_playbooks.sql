-- Plans that are drafted when their time has come: the way back from leave, an erasure after the retention, a contract that ends.
create table playbook_follow_ups (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('return', 'erasure', 'contract_end')),
  person_id uuid not null references persons (id) on delete cascade,
  plan_id uuid references plans (id) on delete cascade,
  due_at timestamptz not null,
  drafted_plan_id uuid references plans (id) on delete set null,
  drafted_at timestamptz
);
-- Each follows a plan once; the end of a contract is drafted once for each day that the source has named.
create unique index playbook_follow_ups_plan on playbook_follow_ups (kind, plan_id) where plan_id is not null;
create unique index playbook_follow_ups_contract on playbook_follow_ups (person_id, due_at) where plan_id is null;
create index playbook_follow_ups_due on playbook_follow_ups (due_at) where drafted_at is null;
