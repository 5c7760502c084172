-- What is left of a shop's rate limit, shared by every process that asks the shop.
--
-- The row is a model of Shopify's own bucket: a granted request takes its whole cost at once, its
-- answer gives back what was not used, and time restores the rest. Between the two Shopify's word
-- keeps the model honest. All times are the database's, so that the processes' clocks don't matter.

create type budget_request as (
  ticket uuid,
  cost double precision,
  granted boolean,
  -- A waiting request that does not ask again by then, or a granted one without an answer, is dead.
  until timestamptz,
  -- The row's totals when the request was granted.
  spent double precision,
  given_back double precision
);

create table shop_budgets (
  tenant_id uuid primary key references tenants on delete cascade,
  -- Until Shopify tells, and for shops whose bucket it never tells: half of a Standard plan's.
  maximum double precision not null default 2000,
  restore_rate double precision not null default 100,
  available double precision not null default 1000,
  available_at timestamptz not null default now(),
  -- Of requests that have ended, ever.
  spent double precision not null default 0,
  given_back double precision not null default 0,
  blocked_until timestamptz,
  -- Waiting and granted requests, in the order in which they came.
  requests budget_request[] not null default '{}'
) with (fillfactor = 50);

select protect_tenant_table('shop_budgets');
grant select, insert, update, delete on shop_budgets to tidemark_app;

-- Most that the model holds. A full bucket overflows until a request reaches it, while the model
-- has taken that request's cost already and restores: a quarter of a second bridges the way.
create function budget_ceiling(b shop_budgets) returns double precision
language sql immutable
set search_path = tidemark, pg_temp
as $$
  select b.maximum - least(b.restore_rate * 0.25, b.maximum / 2)
$$;

-- The model at a later time: restored, and without the dead. What a dead holder was granted counts
-- as spent until an answer of Shopify says otherwise.
create function budget_at(b shop_budgets, at timestamptz) returns shop_budgets
language plpgsql immutable
set search_path = tidemark, pg_temp
as $$
declare
  r budget_request;
  living budget_request[] := '{}';
begin
  b.available := least(budget_ceiling(b), b.available
    + b.restore_rate * greatest(0, extract(epoch from at - b.available_at)::double precision));
  b.available_at := greatest(b.available_at, at);
  foreach r in array b.requests loop
    if r.until > at then
      living := living || r;
    elsif r.granted then
      b.spent := b.spent + r.cost;
    end if;
  end loop;
  b.requests := living;
  return b;
end
$$;

create function lock_shop_budget(in_tenant uuid, in_at timestamptz) returns shop_budgets
language plpgsql
set search_path = tidemark, pg_temp
as $$
declare
  b shop_budgets;
begin
  perform enter_tenant(in_tenant);
  select * into b from shop_budgets s where s.tenant_id = in_tenant for update;
  if not found then
    insert into shop_budgets (tenant_id, available_at)
    values (in_tenant, coalesce(in_at, clock_timestamp())) on conflict do nothing;
    select * into b from shop_budgets s where s.tenant_id = in_tenant for update;
  end if;
  return budget_at(b, coalesce(in_at, clock_timestamp()));
end
$$;

create function store_shop_budget(b shop_budgets) returns void
language sql
set search_path = tidemark, pg_temp
as $$
  update shop_budgets s set
    maximum = b.maximum, restore_rate = b.restore_rate,
    available = b.available, available_at = b.available_at,
    spent = b.spent, given_back = b.given_back,
    blocked_until = b.blocked_until, requests = b.requests
  where s.tenant_id = b.tenant_id
$$;

-- Asks for `in_cost` points: wait_ms 0 grants them. Else the request has its place in the queue and
-- asks again, with the same ticket, at the latest after ten seconds. First come, first served: a
-- request goes when there is enough for it and for all who wait before it, so none starves.
create function reserve_shop_budget(
  in_tenant uuid,
  in_ticket uuid,
  in_cost double precision,
  in_at timestamptz default null
) returns table (wait_ms integer, blocked boolean)
language plpgsql
set search_path = tidemark, pg_temp
as $$
declare
  b shop_budgets := lock_shop_budget(in_tenant, in_at);
  at timestamptz := b.available_at;
  free_at timestamptz := greatest(at, b.blocked_until);
  queue budget_request[] := b.requests;
  mine integer;
  ahead double precision := 0;
  missing double precision;
  r budget_request;
begin
  for i in 1 .. cardinality(queue) loop
    if queue[i].ticket = in_ticket then
      mine := i;
      exit;
    end if;
    if not queue[i].granted then
      ahead := ahead + queue[i].cost;
    end if;
  end loop;
  if mine is null then
    -- What the bucket can never hold is asked for when it is full.
    r := row(in_ticket, least(in_cost, budget_ceiling(b)), false, at, 0, 0);
    queue := queue || r;
    mine := cardinality(queue);
  end if;
  r := queue[mine];

  missing := case when r.granted then 0 else ahead + r.cost - b.available end;
  blocked := free_at > at;
  -- Less than a millionth of a point is the dust of floats.
  wait_ms := ceil(1000 * greatest(0, (missing - 1e-6) / greatest(b.restore_rate, 1),
    extract(epoch from free_at - at)::double precision));
  if wait_ms = 0 and not r.granted then
    b.available := b.available - r.cost;
    r.granted := true;
    r.spent := b.spent;
    r.given_back := b.given_back;
  end if;
  r.until := free_at + case when r.granted then interval '60 seconds' else interval '10 seconds' end;
  queue[mine] := r;
  b.requests := queue;
  perform store_shop_budget(b);
  return next;
end
$$;
comment on function reserve_shop_budget(uuid, uuid, double precision, timestamptz) is
  'Milliseconds until the request may go (0: it may), and whether Shopify has blocked the shop. Enters the tenant itself.';

-- Ends a request, granted or still waiting.
--
-- in_spent: what Shopify charged; null where that is unknown, then all of it. in_maximum, in_rate,
-- in_available: Shopify's bucket when it answered, or nulls. in_refused: Shopify found the bucket
-- too low. in_blocked_ms: nobody may ask this shop for so long.
--
-- Answers arrive in any order, and other requests may be under way that Shopify had or had not yet
-- seen when it said in_available. What is free lies in any case between two bounds:
--   not more than in_available and all that was given back since this request was granted, for what
--     Shopify gave back after it spoke is among that;
--   not less than in_available without all that is granted and unanswered, and without all that was
--     spent since this request was granted, for whatever Shopify took after it spoke is among that.
-- Alone, both are in_available. The model is moved into these bounds; after a refusal, which shows
-- that it had drifted, to the lower one.
create function settle_shop_budget(
  in_tenant uuid,
  in_ticket uuid,
  in_spent double precision,
  in_maximum double precision,
  in_rate double precision,
  in_available double precision,
  in_refused boolean,
  in_blocked_ms double precision,
  in_at timestamptz default null
) returns void
language plpgsql
set search_path = tidemark, pg_temp
as $$
declare
  b shop_budgets := lock_shop_budget(in_tenant, in_at);
  r budget_request;
  mine budget_request;
  others budget_request[] := '{}';
  used double precision;
  unanswered double precision := 0;
  highest double precision;
  lowest double precision;
begin
  b.maximum := coalesce(in_maximum, b.maximum);
  b.restore_rate := coalesce(in_rate, b.restore_rate);
  if in_blocked_ms > 0 then
    b.blocked_until := greatest(b.blocked_until,
      b.available_at + in_blocked_ms * interval '1 millisecond');
  end if;
  foreach r in array b.requests loop
    if r.ticket = in_ticket then
      mine := r;
    else
      others := others || r;
      if r.granted then
        unanswered := unanswered + r.cost;
      end if;
    end if;
  end loop;
  b.requests := others;

  if mine.granted then
    used := coalesce(in_spent, mine.cost);
    highest := in_available + b.given_back - mine.given_back;
    lowest := in_available - unanswered - (b.spent - mine.spent);
    b.available := b.available + mine.cost - used;
    b.given_back := b.given_back + greatest(0, mine.cost - used);
    b.spent := b.spent + used;
    if in_available is not null then
      b.available := case when in_refused then lowest
        else least(highest, greatest(lowest, b.available)) end;
    end if;
  end if;
  b.available := least(b.available, budget_ceiling(b));
  perform store_shop_budget(b);
end
$$;
comment on function settle_shop_budget(uuid, uuid, double precision, double precision,
  double precision, double precision, boolean, double precision, timestamptz) is
  'Gives back what a request did not use and takes over what Shopify said. Enters the tenant itself.';

grant execute on function
  budget_ceiling(shop_budgets),
  budget_at(shop_budgets, timestamptz),
  lock_shop_budget(uuid, timestamptz),
  store_shop_budget(shop_budgets),
  reserve_shop_budget(uuid, uuid, double precision, timestamptz),
  settle_shop_budget(uuid, uuid, double precision, double precision, double precision,
    double precision, boolean, double precision, timestamptz)
to tidemark_app;
