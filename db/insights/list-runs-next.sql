select "run_id", "workflow_id", "trigger", "state", "rounds", "started_at", "finished_at", "entities", "error", "gaps", "notes", "rejected_rows", (started_at at time zone 'UTC')::text || '+00' as "place" from "sync_runs" where started_at <= $1::timestamptz
          and (started_at < $2::timestamptz or run_id > $3) order by "started_at" desc, "run_id" limit $4
