-- How the shop's people usually look at its figures.

-- On which day the dashboard counts a reversal where nobody says otherwise.
alter table tenants
  add column usual_reversals text not null default 'event'
    check (usual_reversals in ('event', 'order'));
grant update (usual_reversals) on tenants to tidemark_app;
