with gone as materialized (
      select customer_id as id from orders where deleted_at is null and customer_id is not null
      except
      select id from customers where deleted_at is null
    )
    select
      kind.entity,
      c.complete_from as "completeFrom",
      c.complete_to as "completeTo",
      c.compared_at as "comparedAt",
      coalesce(c.gaps, '[]') as gaps,
      (
        select count(*)::int
        from rejected_rows r
        where r.entity = kind.entity and r.resolved_at is null
      ) as rejected,
      case when kind.entity = 'orders' then (
        select count(*)::int
        from orders o
        where o.customer_id = any(array(select id from gone)) and o.deleted_at is null
      ) else 0 end as redacted
    from (values (1, 'orders'), (2, 'customers'), (3, 'products')) as kind (place, entity)
    left join sync_coverage c on c.entity = kind.entity
    order by kind.place
