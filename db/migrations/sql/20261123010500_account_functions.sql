-- The doors to accounts, for tidemark_app, which has no rights on those tables themselves.
--
-- Each runs as tidemark_owner and is refused inside a tenant's transaction, where all the larger
-- queries are: a statement smuggled in there reaches neither a password hash nor another shop.
-- Times come from the caller, so that one clock decides.

create function outside_tenants() returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(current_setting('tidemark.tenant_id', true), '') <> '' then
    raise exception 'Accounts can''t be reached from a tenant''s transaction.'
      using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Signing in

create function find_login(in_email text)
returns table (user_id uuid, password_hash text)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select u.id, u.password_hash from users u
    where u.email = lower(btrim(in_email)) and u.disabled_at is null;
end
$$;

create function find_password_hash(in_user_id uuid) returns text
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return (select u.password_hash from users u where u.id = in_user_id and u.disabled_at is null);
end
$$;

-- The tenth failure of a day is the last free one; each further one doubles the wait, from a second
-- to a quarter of an hour. A day without failures forgets them.
create function record_login_failure(in_email text, in_now timestamptz)
returns table (failures integer, blocked_until timestamptz)
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  delete from login_failures f where f.last_failed_at < in_now - interval '1 day';
  return query
    insert into login_failures as f (email_hash, failures, last_failed_at, blocked_until)
    values (sha256(convert_to(lower(btrim(in_email)), 'UTF8')), 1, in_now, in_now)
    on conflict (email_hash) do update set
      failures = f.failures + 1,
      last_failed_at = in_now,
      blocked_until = in_now + case when f.failures < 10 then interval '0'
        else least(interval '15 minutes', interval '1 second' * (2 ^ least(f.failures - 10, 12)))
      end
    returning f.failures, f.blocked_until;
end
$$;

create function count_login_failures(in_email text, in_now timestamptz)
returns table (failures integer, blocked_until timestamptz)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select f.failures, f.blocked_until from login_failures f
    where f.email_hash = sha256(convert_to(lower(btrim(in_email)), 'UTF8'))
      and f.last_failed_at >= in_now - interval '1 day';
end
$$;

create function clear_login_failures(in_email text) returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  delete from login_failures f
  where f.email_hash = sha256(convert_to(lower(btrim(in_email)), 'UTF8'));
end
$$;

-- Sessions

create function create_session(
  in_token_hash bytea,
  in_user_id uuid,
  in_tenant_id uuid,
  in_user_agent text,
  in_now timestamptz,
  in_idle_seconds integer,
  in_expires_at timestamptz
) returns uuid
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  created uuid;
begin
  perform outside_tenants();
  delete from sessions s where s.expires_at < in_now;
  insert into sessions (token_hash, user_id, tenant_id, user_agent, created_at, last_seen_at,
    idle_seconds, idle_expires_at, expires_at)
  select in_token_hash, u.id, m.tenant_id, left(in_user_agent, 200), in_now, in_now,
    in_idle_seconds, least(in_now + in_idle_seconds * interval '1 second', in_expires_at),
    in_expires_at
  from users u
  left join memberships m on m.user_id = u.id and m.tenant_id = in_tenant_id
  where u.id = in_user_id and u.disabled_at is null
  returning session_id into created;
  if created is null then
    raise exception 'There is no such user.' using errcode = 'no_data_found';
  end if;
  return created;
end
$$;

create function list_user_tenants(in_user_id uuid)
returns table (id uuid, shop_domain text, name text)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select t.id, t.shop_domain, t.name
    from memberships m join tenants t on t.id = m.tenant_id
    where m.user_id = in_user_id and t.status <> 'removed'
    order by t.name, t.shop_domain;
end
$$;

-- Seeing a session keeps it from ending by idleness; written once a minute at most.
create function find_session(in_token_hash bytea, in_now timestamptz)
returns table (session_id uuid, user_id uuid, email text, tenant_id uuid, tenants jsonb)
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  update sessions s set
    last_seen_at = in_now,
    idle_expires_at = least(in_now + s.idle_seconds * interval '1 second', s.expires_at)
  where s.token_hash = in_token_hash
    and s.idle_expires_at > in_now and s.expires_at > in_now
    and s.last_seen_at < in_now - interval '1 minute';
  return query
    select s.session_id, u.id, u.email,
      coalesce((select l.id from list_user_tenants(u.id) l where l.id = s.tenant_id),
        (select l.id from list_user_tenants(u.id) l limit 1)),
      coalesce((select jsonb_agg(jsonb_build_object(
          'id', l.id, 'shopDomain', l.shop_domain, 'name', l.name))
        from list_user_tenants(u.id) l), '[]')
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = in_token_hash
      and s.idle_expires_at > in_now and s.expires_at > in_now
      and u.disabled_at is null;
end
$$;

-- False when the shop isn't one of the session's user.
create function choose_session_tenant(in_token_hash bytea, in_tenant_id uuid) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  update sessions s set tenant_id = in_tenant_id
  where s.token_hash = in_token_hash
    and exists (select from memberships m join tenants t on t.id = m.tenant_id
      where m.user_id = s.user_id and m.tenant_id = in_tenant_id and t.status <> 'removed');
  return found;
end
$$;

create function delete_session(in_token_hash bytea) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  delete from sessions s where s.token_hash = in_token_hash;
  return found;
end
$$;

create function delete_other_sessions(in_user_id uuid, in_kept_token_hash bytea) returns integer
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  deleted integer;
begin
  perform outside_tenants();
  delete from sessions s
  where s.user_id = in_user_id and s.token_hash is distinct from in_kept_token_hash;
  get diagnostics deleted = row_count;
  return deleted;
end
$$;

-- Ends the user's other sessions too: whoever knew the old password is out.
create function change_password(in_user_id uuid, in_password_hash text, in_kept_token_hash bytea,
  in_now timestamptz) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  update users u set password_hash = in_password_hash, password_changed_at = in_now
  where u.id = in_user_id and u.disabled_at is null;
  if not found then
    return false;
  end if;
  perform delete_other_sessions(in_user_id, in_kept_token_hash);
  return true;
end
$$;

-- Shops and people, for the command line and the worker

create function create_user(in_email text, in_password_hash text) returns uuid
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  created uuid;
begin
  perform outside_tenants();
  insert into users (email, password_hash) values (lower(btrim(in_email)), in_password_hash)
  returning id into created;
  return created;
end
$$;

create function create_tenant(in_shop_domain text, in_name text, in_sync_interval_seconds integer)
returns uuid
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  created uuid;
begin
  perform outside_tenants();
  insert into tenants (shop_domain, name, sync_interval_seconds)
  values (lower(btrim(in_shop_domain)), in_name, in_sync_interval_seconds)
  returning id into created;
  return created;
end
$$;

create function add_membership(in_user_id uuid, in_tenant_id uuid, in_role text) returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  insert into memberships (tenant_id, user_id, role) values (in_tenant_id, in_user_id, in_role)
  on conflict (tenant_id, user_id) do update set role = excluded.role;
end
$$;

create function list_tenants()
returns table (id uuid, shop_domain text, name text, status text, sync_interval_seconds integer)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select t.id, t.shop_domain, t.name, t.status, t.sync_interval_seconds
    from tenants t order by t.created_at, t.id;
end
$$;

-- Deletes a shop with every row it has anywhere, and the people who have no other shop. Which tables
-- have rows of tenants is read from the catalogue, so a new table can't be forgotten.
create function remove_tenant(in_tenant_id uuid) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  target regclass;
  members uuid[];
begin
  perform outside_tenants();
  -- Waits for the transactions that are inside the tenant; new ones wait for us and find it gone.
  perform pg_advisory_xact_lock(hashtextextended(in_tenant_id::text, 7241));
  if not exists (select from tenants t where t.id = in_tenant_id) then
    return false;
  end if;
  members := array(select m.user_id from memberships m where m.tenant_id = in_tenant_id);
  perform set_config('tidemark.tenant_id', in_tenant_id::text, true);
  for target in
    select c.oid::regclass
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'tidemark'::regnamespace and c.relkind in ('r', 'p')
      and a.attname = 'tenant_id' and not a.attisdropped
      and c.oid not in ('sessions'::regclass, 'audit_log'::regclass)
  loop
    execute format('delete from %s where tenant_id = $1', target) using in_tenant_id;
  end loop;
  delete from tenants t where t.id = in_tenant_id;
  delete from users u
  where u.id = any (members) and not exists (select from memberships m where m.user_id = u.id);
  perform set_config('tidemark.tenant_id', '', true);
  return true;
end
$$;

-- What happened to accounts and shops, by whom. Can be written, not read or changed, from outside.
create function record_audit(in_action text, in_user_id uuid, in_tenant_id uuid, in_detail jsonb)
returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  insert into audit_log (action, user_id, tenant_id, detail)
  values (in_action, in_user_id,
    coalesce(nullif(current_setting('tidemark.tenant_id', true), '')::uuid, in_tenant_id),
    in_detail);
end
$$;

grant execute on function
  find_login(text),
  find_password_hash(uuid),
  record_login_failure(text, timestamptz),
  count_login_failures(text, timestamptz),
  clear_login_failures(text),
  create_session(bytea, uuid, uuid, text, timestamptz, integer, timestamptz),
  list_user_tenants(uuid),
  find_session(bytea, timestamptz),
  choose_session_tenant(bytea, uuid),
  delete_session(bytea),
  delete_other_sessions(uuid, bytea),
  change_password(uuid, text, bytea, timestamptz),
  create_user(text, text),
  create_tenant(text, text, integer),
  add_membership(uuid, uuid, text),
  list_tenants(),
  remove_tenant(uuid),
  record_audit(text, uuid, uuid, jsonb)
to tidemark_app;
