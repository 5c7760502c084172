select distinct id::text
    from ((
      select c.id
      from customers c
      where c.deleted_at is null
        and c.search_name >= (regexp_replace(lower(normalize($1::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")
        and c.search_name < (regexp_replace(lower(normalize($2::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C") || chr(1114111)
        and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($3::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0 and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($4::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0
      order by c.search_name
      limit $5) union all (
      select c.id
      from customers c
      where c.deleted_at is null
        and c.search_last_name >= (regexp_replace(lower(normalize($6::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")
        and c.search_last_name < (regexp_replace(lower(normalize($7::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C") || chr(1114111)
        and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($8::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0 and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($9::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0
      order by c.search_last_name
      limit $10) union all (
      select c.id
      from customers c
      where c.deleted_at is null
        and c.search_last_name >= (regexp_replace(lower(normalize($11::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")
        and c.search_last_name < (regexp_replace(lower(normalize($12::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C") || chr(1114111)
        and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($13::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0 and strpos(' ' || c.search_name, ' ' || (regexp_replace(lower(normalize($14::text, NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g') collate "C")) > 0
      order by c.search_last_name
      limit $15)) as found
    limit $16
