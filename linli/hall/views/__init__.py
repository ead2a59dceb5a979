"""The pages of the hall: of who comes (`public`), the call screen, and the desk's counter, transactions, seals and services."""
