-- What somebody has to do by hand: one for each step of a plan that waits for a person. How it stands is the state of its step.
create table tasks (
  step_id uuid primary key references plan_steps (id),
  title text not null,
  -- As the app profile said when the task was made: [{text, ticked: {by, at} | null}].
  checklist jsonb not null,
  watch_out text,
  profile_id text,
  owner_id uuid,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- Somebody says that it is done; the step says whether that is so.
  done_at timestamptz,
  done_by uuid,
  done_by_name text,
  reminded_at timestamptz,
  -- Ended by a person: a step that is tried again opens it anew.
  closed_at timestamptz
);
create index tasks_due on tasks (due_at, step_id);
create index tasks_owner on tasks (owner_id, due_at);
create index plan_steps_waiting on plan_steps (id) where state = 'waiting_for_person';

create table task_comments (
  id uuid primary key default gen_random_uuid(),
  step_id uuid not null references tasks (step_id),
  at timestamptz not null,
  author_id uuid,
  author text not null,
  text text not null
);
create index task_comments_step on task_comments (step_id, at);

-- Files that people gave as evidence. An erasure takes the content and leaves the hash.
create table task_files (
  id uuid primary key default gen_random_uuid(),
  step_id uuid not null references tasks (step_id),
  at timestamptz not null,
  by_id uuid,
  by text not null,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  content bytea
);
create index task_files_step on task_files (step_id, at);

-- An e-mail to a vendor that a person sends.
create table vendor_requests (
  step_id uuid primary key references tasks (step_id),
  recipient text,
  subject text not null,
  text text not null,
  sent_at timestamptz,
  answered_at timestamptz,
  follow_up_at timestamptz
);

-- Who gets the tasks of an app, and how many days they have; null leaves it to the workspace.
create table task_defaults (
  connection_id uuid primary key references connections (id) on delete cascade,
  owner_id uuid,
  due_days integer
);
