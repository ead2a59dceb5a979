"""What a refusal says."""

import datetime as dt

from django.utils.translation import override

from linli.core.errors import DomainError


def test_a_day_in_a_refusal_is_said_as_people_write_it():
    refusal = DomainError("%(day)s, %(count)d", day=dt.date(2026, 3, 9), count=2)

    with override("zh-hans"):
        assert str(refusal) == "2026年3月9日, 2"
    with override("en"):
        assert str(refusal) == "9 March 2026, 2"
