-- How many sessions and tokens could be used in the name of a login when it was read. Null means that the vendor does not say.
alter table identities add column live_sessions integer;
alter table accounts add column live_sessions integer;
create index identities_live_sessions on identities (id) where live_sessions > 0;
create index accounts_live_sessions on accounts (id) where live_sessions > 0;
