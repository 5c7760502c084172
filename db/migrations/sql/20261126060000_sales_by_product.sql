-- One product's rows of the ledger, for figures filtered by product. It stands in for the index by
-- time alone, which nothing reads since rollups are kept by exact differences.
create index sales_product on sales (tenant_id, product_id, counted_at)
  where product_id is not null;
drop index sales_counted;
