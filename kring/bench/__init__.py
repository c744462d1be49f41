"""Measurements: each sets our way beside plain ones, in one run, and speaks in ratios."""
