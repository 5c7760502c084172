select "workflow_id", "run_id", "requested_at" from "sync_requests" where "served_at" is null order by "requested_at" limit $1
