-- The owner migrates, the application's login runs: it may work with every row of every later table, and change no table.
grant usage on schema public to ${app};
alter default privileges in schema public grant select, insert, update, delete on tables to ${app};
alter default privileges in schema public grant usage, select on sequences to ${app};
