/** What is left of each shop's rate limit. */
export {
  reserveShopBudget,
  settleShopBudget,
  type BucketStatus,
  type BudgetOutcome,
  type BudgetReservation,
} from './shop-budgets.ts'
