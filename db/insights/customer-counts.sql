select
      (select count(*)::int from customers c where c.deleted_at is null) as customers,
      (select coalesce(sum(d.first_orders), 0)::int from daily_ordering d) as "orderingCustomers",
      (
        select count(*)::int from customers c
        where c.deleted_at is null and c.shopify_amount_spent is null
      ) as "withoutAmount"
