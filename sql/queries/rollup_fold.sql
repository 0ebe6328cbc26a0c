-- Moves deltas into totals. Null: another session is at it.
select thidua.rollup_fold() as folded
