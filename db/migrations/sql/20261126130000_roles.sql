-- What each of a user's shops lets them do comes with the list of those shops, so that every request
-- knows it without another question: a viewer looks, an owner may all.

drop function find_membership_role(uuid, uuid);
drop function list_user_tenants(uuid);

create function list_user_tenants(in_user_id uuid)
returns table (id uuid, shop_domain text, name text, role text)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select t.id, t.shop_domain, t.name, m.role
    from memberships m join tenants t on t.id = m.tenant_id
    where m.user_id = in_user_id and t.status <> 'removed'
    order by t.name, t.shop_domain;
end
$$;

create or replace function find_session(in_token_hash bytea, in_now timestamptz)
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
          'id', l.id, 'shopDomain', l.shop_domain, 'name', l.name, 'role', l.role))
        from list_user_tenants(u.id) l), '[]')
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = in_token_hash
      and s.idle_expires_at > in_now and s.expires_at > in_now
      and u.disabled_at is null;
end
$$;

grant execute on function list_user_tenants(uuid) to tidemark_app;
