select id::text, bool_or(whole) as whole
    from ((
      select o.id, o.name = $1 as whole
      from orders o
      where o.name collate "C" >= $2 and o.name collate "C" < $3 || chr(1114111)
      order by o.name collate "C"
      limit $4
    ) union all (
      select o.id, o.name = $5 as whole
      from orders o
      where o.name collate "C" >= $6 and o.name collate "C" < $7 || chr(1114111)
      order by o.name collate "C"
      limit $8
    ) union all (select o.id, true as whole from orders o where o.id = $9::bigint)) as found
    group by id
