-- What Shopify tells us by itself: an inbox for webhooks, and what its compliance topics ask for.

-- Objects that a webhook names. Nothing else of it is kept: the sync asks Shopify what they are now.
create table webhook_deliveries (
  tenant_id uuid not null,
  -- "orders/updated"
  topic text not null,
  -- X-Shopify-Event-Id, else X-Shopify-Webhook-Id.
  event_id text not null,
  -- Which objects, as one text: what one event says of two orders are two deliveries.
  subject text not null,
  -- null: the shop itself, which a whole round reads.
  entity text check (entity in ('orders', 'customers', 'products')),
  object_ids bigint[] not null default '{}',
  triggered_at timestamptz,
  received_at timestamptz not null default now(),
  -- The sync that has taken it and will say that it is handled.
  run_id text,
  handled_at timestamptz,
  primary key (tenant_id, topic, event_id, subject)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index webhook_deliveries_open on webhook_deliveries (tenant_id, run_id)
  where handled_at is null;
create index webhook_deliveries_handled on webhook_deliveries (tenant_id, handled_at)
  where handled_at is not null;

-- Whether the shop's webhook subscriptions are as we want them, as last looked at.
create table webhook_subscriptions (
  tenant_id uuid not null references tenants on delete cascade,
  checked_at timestamptz not null,
  -- Where they send to; null: none were made, and `fault` says why.
  address text,
  topics text[] not null default '{}',
  -- A plain sentence.
  fault text,
  primary key (tenant_id)
);

-- What a person, a merchant or Shopify has a right to: each is carried out by a workflow of its own.
create table compliance_requests (
  tenant_id uuid not null,
  request_id uuid not null default gen_random_uuid(),
  kind text not null
    check (kind in ('customer_export', 'customer_redaction', 'shop_redaction', 'uninstall')),
  event_id text not null,
  -- null once the person is forgotten.
  customer_id bigint,
  -- Orders that Shopify names beside the person.
  order_ids bigint[] not null default '{}',
  triggered_at timestamptz,
  received_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (tenant_id, request_id),
  unique (tenant_id, kind, event_id)
);

-- All we hold on a person, for the shop's owner to hand on; for a limited time.
create table compliance_exports (
  tenant_id uuid not null,
  request_id uuid not null,
  customer_id bigint not null,
  file jsonb not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, request_id)
);

-- Whom no sync may bring back. The id alone tells nothing of the person.
create table redacted_customers (
  tenant_id uuid not null,
  customer_id bigint not null,
  redacted_at timestamptz not null default now(),
  primary key (tenant_id, customer_id)
);

select protect_tenant_table(target::regclass)
from unnest(array['webhook_deliveries', 'webhook_subscriptions', 'compliance_requests',
  'compliance_exports', 'redacted_customers']) as target;
grant select, insert, update, delete on webhook_deliveries, webhook_subscriptions,
  compliance_requests, compliance_exports, redacted_customers to tidemark_app;

-- Which shops wait for a workflow to be told, and when. One row for each shop and task, whatever
-- came in; reached by the functions below only, because a dispatcher looks at all shops at once.
create table webhook_queue (
  tenant_id uuid not null references tenants on delete cascade,
  task text not null check (task in ('sync', 'compliance', 'bulk')),
  -- Counts what came in; `taken`: how far a round has taken it.
  version bigint not null default 1,
  taken bigint not null default 0,
  -- Somebody is telling the workflow, or has told it, and it has not begun its round yet.
  told boolean not null default false,
  attempts integer not null default 0,
  waiting_since timestamptz,
  due_at timestamptz not null,
  primary key (tenant_id, task)
) with (fillfactor = 50);
create index webhook_queue_due on webhook_queue (due_at);

alter table webhook_queue enable row level security;
alter table webhook_queue force row level security;
create policy accounts on webhook_queue to tidemark_owner using (true) with check (true);

-- Puts a shop's task into the queue, or moves it. Bursts are told of once: when nothing more came
-- for a moment, at the latest after a second. A workflow that has been told, and has not begun, is
-- not told again: its round will take what comes until then.
create function queue_webhook_task(in_tenant_id uuid, in_task text) returns void
language sql
set search_path = tidemark, pg_temp
as $$
  insert into webhook_queue as q (tenant_id, task, waiting_since, due_at)
  values (in_tenant_id, in_task, clock_timestamp(), clock_timestamp() + interval '200 milliseconds')
  on conflict (tenant_id, task) do update set
    version = q.version + 1,
    waiting_since = case when q.told then q.waiting_since
      else coalesce(q.waiting_since, excluded.waiting_since) end,
    due_at = case when q.told then q.due_at
      else least(coalesce(q.waiting_since, excluded.waiting_since) + interval '1 second',
        excluded.due_at) end
$$;

-- Takes a batch of verified deliveries of any shops into their inboxes, in one commit. Each:
-- {shop, topic, eventId, subject, triggeredAt, task, entity, ids, kind, customerId}. One that is
-- there already changes nothing, unless the same event was triggered again later. Shops that are not
-- here are passed over. Returns how many were new.
create function receive_webhooks(in_deliveries jsonb) returns integer
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  shop record;
  added integer;
  total integer := 0;
begin
  perform outside_tenants();
  for shop in
    select t.id, t.shop_domain from tenants t
    where t.shop_domain in (select d ->> 'shop' from jsonb_array_elements(in_deliveries) d)
      and t.status <> 'removed'
    order by t.id
  loop
    -- As enter_tenant() does, so that nothing is written behind a removal's back.
    perform pg_advisory_xact_lock_shared(hashtextextended(shop.id::text, 7241));
    continue when not exists (select from tenants t where t.id = shop.id);
    perform set_config('tidemark.tenant_id', shop.id::text, true);

    insert into webhook_deliveries as known
      (tenant_id, topic, event_id, subject, entity, object_ids, triggered_at)
    select distinct on (d.topic, d."eventId", d.subject)
      shop.id, d.topic, d."eventId", d.subject, d.entity, coalesce(d.ids, '{}'), d."triggeredAt"
    from jsonb_to_recordset(in_deliveries) as d (shop text, task text, topic text, "eventId" text,
      subject text, entity text, ids bigint[], "triggeredAt" timestamptz)
    where d.shop = shop.shop_domain and d.task = 'sync'
    order by d.topic, d."eventId", d.subject, d."triggeredAt" desc nulls last
    on conflict (tenant_id, topic, event_id, subject) do update set
      triggered_at = excluded.triggered_at, received_at = now(), run_id = null, handled_at = null
      where excluded.triggered_at > known.triggered_at;
    get diagnostics added = row_count;
    if added > 0 then
      perform queue_webhook_task(shop.id, 'sync');
    end if;
    total := total + added;

    insert into compliance_requests
      (tenant_id, kind, event_id, customer_id, order_ids, triggered_at)
    select shop.id, d.kind, d."eventId", d."customerId", coalesce(d.ids, '{}'), d."triggeredAt"
    from jsonb_to_recordset(in_deliveries) as d (shop text, task text, kind text, "eventId" text,
      "customerId" bigint, ids bigint[], "triggeredAt" timestamptz)
    where d.shop = shop.shop_domain and d.task = 'compliance'
    on conflict (tenant_id, kind, event_id) do nothing;
    get diagnostics added = row_count;
    if added > 0 then
      perform queue_webhook_task(shop.id, 'compliance');
    end if;
    total := total + added;

    if exists (select from jsonb_array_elements(in_deliveries) d
      where d ->> 'shop' = shop.shop_domain and d ->> 'task' = 'bulk')
    then
      perform queue_webhook_task(shop.id, 'bulk');
    end if;
  end loop;
  perform set_config('tidemark.tenant_id', '', true);
  return total;
end
$$;

-- Tasks that are due, for one dispatcher of many: each is given out once, and again after a while if
-- by then no round has taken it. Shops that are not synced keep theirs until they are.
create function claim_webhook_tasks(in_limit integer)
returns table (tenant_id uuid, shop_domain text, task text)
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return query
    with due as (
      select q.tenant_id, q.task, t.shop_domain
      from webhook_queue q join tenants t on t.id = q.tenant_id
      where q.due_at <= clock_timestamp() and (q.task = 'compliance' or t.status = 'active')
      order by q.due_at
      limit in_limit
      for update of q skip locked
    )
    update webhook_queue q set
      told = true,
      waiting_since = null,
      attempts = q.attempts + 1,
      due_at = clock_timestamp() + least(60, 5 * 2 ^ least(q.attempts, 10)) * interval '1 second'
    from due
    where q.tenant_id = due.tenant_id and q.task = due.task
    returning q.tenant_id, due.shop_domain, q.task;
end
$$;

-- The transaction's shop has a round that takes all that came in so far.
create function take_webhook_task(in_task text) returns void
language sql security definer
set search_path = tidemark, pg_temp
as $$
  update webhook_queue set
    taken = version, told = false, attempts = 0, waiting_since = null,
    due_at = clock_timestamp() + interval '60 seconds'
  where tenant_id = current_setting('tidemark.tenant_id')::uuid and task = in_task
$$;

-- What was taken is done; what came since stays in the queue.
create function settle_webhook_task(in_task text) returns void
language sql security definer
set search_path = tidemark, pg_temp
as $$
  delete from webhook_queue
  where tenant_id = current_setting('tidemark.tenant_id')::uuid and task = in_task
    and version = taken
$$;

-- For the file that a compliance request asks for, which owners alone may have.
create function find_membership_role(in_user_id uuid, in_tenant_id uuid) returns text
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
begin
  perform outside_tenants();
  return (select m.role from memberships m
    where m.user_id = in_user_id and m.tenant_id = in_tenant_id);
end
$$;

grant execute on function
  receive_webhooks(jsonb),
  claim_webhook_tasks(integer),
  take_webhook_task(text),
  settle_webhook_task(text),
  find_membership_role(uuid, uuid)
to tidemark_app;
