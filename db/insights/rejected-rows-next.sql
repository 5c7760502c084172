select "entity", "entity_id" as "entityId", "reason", "json", "first_rejected_at" as "firstRejectedAt", "rejected_at" as "rejectedAt", (rejected_at at time zone 'UTC')::text || '+00' as "place", (count(*) over ())::int as "total" from "rejected_rows" where "resolved_at" is null and "entity" = coalesce($1, entity) and rejected_at <= $2::timestamptz and (
          rejected_at < $3::timestamptz
          or (entity, entity_id) > ($4, $5)
        ) order by "rejected_at" desc, "entity", "entity_id" limit $6
