-- Parts of names and addresses are found as the beginning of one of their endings. Trigrams of what all share (`@example.com`) are in every row,
-- and walking through them took longer the more users there were. Every second ending is kept: a part begins at one, or its second letter does.
create function text_endings(value text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  folded text := lower(value);
  endings text[] := '{}';
begin
  for n in 0..(length(folded) - 1) / 2 loop
    endings[n + 1] := substr(folded, 2 * n + 1, 12);
  end loop;
  return array_to_tsvector(endings);
end $$;
-- Where this finds a part of three letters or more, the part may be; it is looked for again. Quotes and backslashes are doubled within a lexeme.
create function ending_begins(part text) returns tsquery language sql immutable strict parallel safe as $$
  select ('''' || replace(replace(substr(lower(part), 1, 12), '\', '\\'), '''', '''''')
    || ''':* | ''' || replace(replace(substr(lower(part), 2, 12), '\', '\\'), '''', '''''') || ''':*')::tsquery
$$;

drop index if exists user_emails_parts;
drop index if exists users_user_name_parts;
-- What was written lately is found by reading all of it, until a vacuum sorts it in; the embedded engine has none that comes by itself.
create index user_emails_endings on user_emails using gin (text_endings(value)) with (gin_pending_list_limit = 64);
create index users_user_name_endings on users using gin (text_endings(user_name)) with (gin_pending_list_limit = 64) where deleted_at is null;
-- The planner would read what it knows of the commonest endings at every question, to no use.
alter index user_emails_endings alter column 1 set statistics 0;
alter index users_user_name_endings alter column 1 set statistics 0;
