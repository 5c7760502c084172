select (
      select count(*)::int
      from customers c
      where c.deleted_at is null and (
        e.day is null or (c.created_at at time zone $1)::date <= e.day
      )
    ) as customers
    from unnest($2::date[]) with ordinality as e (day, place)
    order by e.place
