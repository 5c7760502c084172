/* planned once */
    select
      t.id,
      t.shop_domain as "shopDomain",
      t.name,
      t.status,
      t.currency_code as "currencyCode",
      t.time_zone as "timeZone",
      t.sync_interval_seconds as "syncIntervalSeconds",
      t.usual_reversals as "usualReversals",
      (
        select min(d.day)::text
        from daily_sales d
        where d.tenant_id = t.id and d.reversals = 'event' and d.orders > 0
      ) as "firstOrderDay",
      (now() at time zone coalesce(t.time_zone, 'UTC'))::date::text as today,
      (
        select max(r.finished_at)
        from sync_runs r
        where r.tenant_id = t.id and r.state in ('completed', 'completed_with_rejects')
      ) as "lastSyncedAt"
    from tenants t
