import time, datetime as dt
import pytest
from django.db import transaction
from tests.demo.test_replay import play
from linli.demo.history.membership import members_of
from linli.party.models import *
@pytest.mark.django_db
def test_x():
    from linli.demo.history.play import History
    from tests.demo.test_replay import LINES
    for slug in ("suixidonglu","dengta","yongxinlu","wentingxiang","nanmen"):
        t=time.time(); h=play("history", slug); print(slug, len(members_of(h)), len(h.lines), round(time.time()-t,1), FloatingMember.objects.of(h.pk).count(), FloatingContact.objects.of(h.pk).count())
