"""English, as it is spelt in Britain."""
