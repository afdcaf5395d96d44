"""What the responses mean: themes and what they cost, drivers, churn, mismatches, quotes."""
