select "run_id", "workflow_id", "trigger", "state", "rounds", "started_at", "finished_at", "entities", "error", "gaps", "notes" from "sync_runs" where "state" = $1 order by "started_at" desc limit $2
