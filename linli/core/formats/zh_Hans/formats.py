"""3月10日, never 03月10日: Django's own form of a month and day has a nought that nobody writes."""

MONTH_DAY_FORMAT = "n月j日"
