"""Measures Linli against its budgets; see README.md."""
