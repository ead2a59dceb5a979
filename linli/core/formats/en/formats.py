"""10 March 2026, 14:30: the day before the month and the clock of twenty-four hours, as everywhere else in the house."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
