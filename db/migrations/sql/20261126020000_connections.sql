-- How shops come in (consent page, permanent token, client credentials), tokens that end, and what
-- stands between a shop and us.

-- Names of customers are stored only while the shop says so.
alter table tenants add column stores_names boolean not null default true;
grant update (stores_names) on tenants to tidemark_app;

alter table shop_connections
  drop constraint shop_connections_kind_check,
  add constraint shop_connections_kind_check
    check (kind in ('admin_token', 'client_credentials', 'oauth')),
  -- kind oauth: access and refresh token as one ciphertext, so that neither can be kept without the
  -- other. Gone once the app was uninstalled.
  add column tokens_encrypted text,
  add column token_granted_at timestamptz,
  add column refresh_expires_at timestamptz,
  -- When the credentials were given; an uninstallation that is older speaks of earlier ones.
  add column connected_at timestamptz not null default now(),
  -- Why the shop can't be read, until a run gets through or the shop is connected again.
  add column trouble text check (trouble in ('uninstalled', 'token_revoked', 'access_denied',
    'address_refused', 'shop_frozen', 'shop_locked', 'shop_gone', 'shop_refused')),
  -- access_denied: what is missing, as Shopify says it.
  add column trouble_detail text,
  add column trouble_at timestamptz,
  -- When Shopify last refused bulk operations to the app; null: it allows them.
  add column bulk_denied_at timestamptz,
  add check (kind <> 'oauth' or tokens_encrypted is not null or trouble is not null);

-- Shops on their way in: from the wish in a browser to the answer that it waits for. The browser is
-- known by a cookie, of which the hash is kept. Not a tenant's: the shop may not be here yet.
create table connection_requests (
  id uuid primary key,
  kind text not null check (kind in ('admin_token', 'client_credentials', 'oauth')),
  shop_domain text not null
    check (shop_domain ~ '^[a-z0-9][a-z0-9-]*\.myshopify\.com$'),
  browser_hash bytea not null check (octet_length(browser_hash) = 32),
  -- Whoever was signed in; null: whoever holds the browser may make an account for the shop.
  user_id uuid references users on delete cascade,
  -- consent: the browser is at Shopify's page and comes back with `state`, once.
  status text not null check (status in ('consent', 'pending', 'done', 'failed')),
  state_hash bytea unique check (octet_length(state_hash) = 32),
  -- The credentials, until the shop is connected or refused.
  secret_encrypted text,
  stores_names boolean,
  tenant_id uuid references tenants on delete cascade,
  sentence text,
  action text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index connection_requests_expiry on connection_requests (expires_at);
create index connection_requests_tenant on connection_requests (tenant_id);
create index connection_requests_user on connection_requests (user_id);

alter table connection_requests enable row level security;
alter table connection_requests force row level security;
create policy accounts on connection_requests to tidemark_owner using (true) with check (true);

create function create_connection_request(in_request jsonb, in_now timestamptz) returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  delete from connection_requests r where r.expires_at < in_now;
  insert into connection_requests (id, kind, shop_domain, browser_hash, user_id, status, state_hash,
    secret_encrypted, stores_names, expires_at)
  select q.id, q.kind, q.shop_domain, decode(q.browser_hash, 'hex'),
    q.user_id, q.status, decode(q.state_hash, 'hex'), q.secret_encrypted, q.stores_names, q.expires_at
  from jsonb_to_record(in_request) as q (id uuid, kind text, shop_domain text, browser_hash text,
    user_id uuid, status text, state_hash text, secret_encrypted text, stores_names boolean,
    expires_at timestamptz);
end
$$;

-- What came back from the consent page belongs to a request of this browser that waits for it. Once:
-- `state` is gone afterwards.
create function take_consent(in_state_hash bytea, in_browser_hash bytea, in_now timestamptz)
returns table (id uuid, shop_domain text, user_id uuid)
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    update connection_requests r set state_hash = null
    where r.state_hash = in_state_hash and r.browser_hash = in_browser_hash
      and r.status = 'consent' and r.expires_at > in_now
    returning r.id, r.shop_domain, r.user_id;
end
$$;

-- Fills in a request that has not come to its end; false when there is none such.
create function update_connection_request(in_id uuid, in_change jsonb) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  update connection_requests r set
    status = coalesce(q.status, r.status),
    secret_encrypted = case when q.status in ('done', 'failed') then null
      else coalesce(q.secret_encrypted, r.secret_encrypted) end,
    user_id = coalesce(q.user_id, r.user_id),
    tenant_id = coalesce(q.tenant_id, r.tenant_id),
    sentence = coalesce(q.sentence, r.sentence),
    action = coalesce(q.action, r.action)
  from jsonb_to_record(in_change) as q (status text, secret_encrypted text, user_id uuid,
    tenant_id uuid, sentence text, action text)
  where r.id = in_id and r.status in ('consent', 'pending');
  return found;
end
$$;

create function find_connection_request(in_id uuid) returns setof connection_requests
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query select * from connection_requests r where r.id = in_id;
end
$$;

-- For the rotation of keys: the next ones that wait with a secret under another key.
create function list_request_secrets(in_key_prefix text, in_limit integer)
returns table (id uuid, secret_encrypted text)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select r.id, r.secret_encrypted from connection_requests r
    where r.secret_encrypted is not null and not starts_with(r.secret_encrypted, in_key_prefix)
    order by r.id limit in_limit;
end
$$;

-- False when somebody has written another secret meanwhile.
create function replace_request_secret(in_id uuid, in_old text, in_new text) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  update connection_requests r set secret_encrypted = in_new
  where r.id = in_id and r.secret_encrypted = in_old;
  return found;
end
$$;

-- Shops and their people

create function find_tenant_by_domain(in_shop_domain text)
returns table (id uuid, shop_domain text, name text, status text, sync_interval_seconds integer)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select t.id, t.shop_domain, t.name, t.status, t.sync_interval_seconds
    from tenants t where t.shop_domain = lower(btrim(in_shop_domain));
end
$$;

-- Lets a user look at a shop; whoever may already keeps their role.
create function join_tenant(in_user_id uuid, in_tenant_id uuid) returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  insert into memberships (tenant_id, user_id, role) values (in_tenant_id, in_user_id, 'owner')
  on conflict (tenant_id, user_id) do nothing;
end
$$;

create function count_members(in_tenant_id uuid) returns integer
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return (select count(*)::integer from memberships m where m.tenant_id = in_tenant_id);
end
$$;

-- Gives a shop that nobody has an account for its first one; false when somebody was quicker. The
-- row's lock lets one of two decide.
create function claim_tenant(in_user_id uuid, in_tenant_id uuid) returns boolean
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  perform from tenants t where t.id = in_tenant_id for update;
  if not found or exists (select from memberships m where m.tenant_id = in_tenant_id) then
    return false;
  end if;
  insert into memberships (tenant_id, user_id, role) values (in_tenant_id, in_user_id, 'owner');
  return true;
end
$$;

create function has_users() returns boolean
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return exists (select from users);
end
$$;

-- The very first account; null when there is one.
create function create_first_user(in_email text, in_password_hash text) returns uuid
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  created uuid;
begin
  perform outside_tenants();
  perform pg_advisory_xact_lock(7241003);
  if exists (select from users) then
    return null;
  end if;
  insert into users (email, password_hash) values (lower(btrim(in_email)), in_password_hash)
  returning id into created;
  return created;
end
$$;

grant execute on function
  create_connection_request(jsonb, timestamptz),
  take_consent(bytea, bytea, timestamptz),
  update_connection_request(uuid, jsonb),
  find_connection_request(uuid),
  list_request_secrets(text, integer),
  replace_request_secret(uuid, text, text),
  find_tenant_by_domain(text),
  join_tenant(uuid, uuid),
  count_members(uuid),
  claim_tenant(uuid, uuid),
  has_users(),
  create_first_user(text, text)
to tidemark_app;
