select
      case
        when grouping(channel) = 0 then 'channel'
        when grouping(customer_type) = 0 then 'customerType'
        when grouping(presentment_currency_code) = 0 then 'presentmentCurrency'
        else 'country'
      end as segment,
      coalesce(channel, customer_type, presentment_currency_code, country_code) as value,
      sum(orders)::int as orders
    from daily_segment_sales
    where reversals = 'order'
    group by grouping sets (
      (channel), (customer_type), (presentment_currency_code), (country_code)
    )
    order by orders desc, value
