select
      c.shopify_currency_code as "currencyCode",
      count(*)::int as customers,
      sum(c.shopify_amount_spent)::text as "shopifyAmountSpent"
    from customers c
    where c.deleted_at is null
      and c.shopify_amount_spent <> 0
      and not exists (
        select from customer_values v where v.tenant_id = c.tenant_id and v.customer_id = c.id
      )
    group by c.shopify_currency_code
    order by 2 desc, 1
