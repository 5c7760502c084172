select
      (
        select coalesce(sum(d.orders_of_customers + d.guest_orders), 0)::int
        from daily_ordering d
      ) as orders,
      (
        select count(*)::int
        from orders o
        where o.ledger_difference <> 0 and o.deleted_at is null and not o.test
      ) as unbalanced
