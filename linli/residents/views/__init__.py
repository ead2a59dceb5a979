"""Pages of residents: the people of the books, and what each may ask for about the own data."""
