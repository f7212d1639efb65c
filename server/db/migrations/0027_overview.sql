-- Who left lately, and who left on a day that nobody tells.
create index identities_left on identities (status_changed_at) where status in ('inactive', 'deleted');
