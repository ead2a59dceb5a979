"""历史: the five communities up to the day of their published accounts, act by act, with invented people."""
