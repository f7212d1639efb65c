-- Every set of access rules that was saved, one JSON document each; the newest is in force.
create table access_rule_sets (
  version integer primary key,
  document jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  -- The version that was taken up again.
  restores integer references access_rule_sets (version),
  -- When people and accounts were last held against it: exceptions end, and first and last days come, without anybody doing anything.
  compared_at timestamptz
);
