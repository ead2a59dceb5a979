"""How days and times are written in the languages of the house."""

import datetime as dt

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = dt.datetime(2026, 3, 9, 14, 5)


@pytest.mark.parametrize(
    ("language", "form", "written"),
    [
        ("zh-hans", "MONTH_DAY_FORMAT", "3月9日"),
        ("zh-hans", "DATE_FORMAT", "2026年3月9日"),
        ("en", "MONTH_DAY_FORMAT", "9 March"),
        ("en", "DATE_FORMAT", "9 March 2026"),
        ("en", "DATETIME_FORMAT", "9 March 2026 14:05"),
    ],
)
def test_a_day_is_written_as_people_write_it(language, form, written):
    with translation.override(language):
        assert date_format(MOMENT, form) == written
