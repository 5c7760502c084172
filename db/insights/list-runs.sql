select "run_id", "workflow_id", "trigger", "state", "rounds", "started_at", "finished_at", "entities", "error", "gaps", "notes" from "sync_runs" order by "started_at" desc, "run_id" limit $1
