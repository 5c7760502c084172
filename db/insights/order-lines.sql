select
      l.id::text,
      l.product_id::text as "productId",
      l.variant_id::text as "variantId",
      l.title,
      l.sku,
      l.quantity,
      l.current_quantity as "currentQuantity",
      l.is_gift_card as "isGiftCard",
      l.unit_price::text as "unitPrice"
    from order_lines l
    where l.order_id = $1::bigint
    order by l.id
