-- Who may look at a shop, for its owners, and how one of them is to do so no more.

create function list_members(in_tenant_id uuid)
returns table (user_id uuid, email text, role text, created_at timestamptz)
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    select u.id, u.email, m.role, m.created_at
    from memberships m join users u on u.id = m.user_id
    where m.tenant_id = in_tenant_id
    order by u.email;
end
$$;

-- 'removed', 'unknown' where the shop has no such member, or 'last_owner', who stays: a shop that
-- nobody owns could be taken over by whoever asks first. An account without another shop goes with its
-- membership, as it does with its shop.
create function remove_member(in_tenant_id uuid, in_user_id uuid) returns text
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  old_role text;
begin
  perform outside_tenants();
  -- Two owners who remove each other at the same moment wait here, and one of them stays.
  perform from tenants t where t.id = in_tenant_id for update;
  select m.role into old_role
  from memberships m where m.tenant_id = in_tenant_id and m.user_id = in_user_id;
  if old_role is null then
    return 'unknown';
  end if;
  if old_role = 'owner' and not exists (
    select from memberships m
    where m.tenant_id = in_tenant_id and m.role = 'owner' and m.user_id <> in_user_id
  ) then
    return 'last_owner';
  end if;
  delete from memberships m where m.tenant_id = in_tenant_id and m.user_id = in_user_id;
  delete from users u
  where u.id = in_user_id and not exists (select from memberships m where m.user_id = u.id);
  return 'removed';
end
$$;

grant execute on function list_members(uuid), remove_member(uuid, uuid) to tidemark_app;
