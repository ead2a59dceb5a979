"""Who sees what of Party members (M-7), and what the pages ask the database."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core.keys import uuid7
from linli.party import actions
from linli.party.models import DuesBasis, DuesPayment, FloatingContact, PartyMember
from tests.people import person

DESK = "/desk/nanmen/party/"
MARCH = dt.date(2026, 3, 1)


def posted(client, url, **values):
    return client.post(url, {"act_id": str(uuid7()), **values})


def asked(client, url):
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = client.get(url)
    assert answer.status_code == 200, url
    # Session, user, postings, and what is lent: asked before the view.
    return len(
        [
            one
            for one in found
            if '"party_' in one["sql"] or '"residents_' in one["sql"] or '"meetings_' in one["sql"]
        ]
    )


PAGES = ("members/", "members/enter", "members/buildings", "floating/", "in-service/", "in-service/report_in",
         "standing/", "duty-posts/", "dues/")  # fmt: skip


def test_only_the_party_organisation_comes_in(party, enter):
    member = party.member()
    urls = [*PAGES, f"members/{member.pk}", f"members/{member.pk}/dues", f"members/{member.pk}/take_dues"]

    for who, status in {
        "secretary": 200,
        "worker": 200,
        "clerk": 403,
        "grid_worker": 403,
        "zhou": 403,
    }.items():
        client = enter(party.place.users[who])
        assert {client.get(DESK + url).status_code for url in urls} == {status}, who


def test_who_is_posted_at_one_branch_sees_its_members_alone(party, enter):
    own, other = party.member("本支试"), party.member("他支试", branch=party.other)
    for member in (own, other):
        party.pays(member)
        actions.note_leaving(member, out_on=MARCH, by=party.by)
    client = enter(party.place.users["branch_worker"])

    for url in ("members/", "floating/", "dues/"):
        text = client.get(DESK + url).content.decode()
        assert "本支试" in text, url
        assert "他支试" not in text, url
    assert client.get(f"{DESK}members/{own.pk}").status_code == 200
    for url in ("", "/dues", "/take_dues", "/amend"):
        assert client.get(f"{DESK}members/{other.pk}{url}").status_code == 404
    assert "汽运小区党支部" not in client.get(f"{DESK}members/enter").content.decode()


def test_pages_of_others_say_nothing_of_a_membership(party, enter):
    member = party.member("党员试")
    client = enter(party.place.users["clerk"])

    page = client.get(f"/desk/nanmen/people/{member.person_id}")

    assert page.status_code == 200
    assert "青云首府党支部" not in page.content.decode()


def test_nobody_reads_the_dues_of_another(party, enter):
    member = party.member(user=party.place.users["zhou"])
    other = party.member("孙试二", user=party.place.users["ma"])
    party.pays(member)
    party.paid(member)
    row = DuesPayment.objects.get()

    own, another = enter(party.place.users["zhou"]), enter(party.place.users["ma"])
    assert asked(own, "/serve/nanmen/party/dues/") <= 6
    text = own.get("/serve/nanmen/party/dues/").content.decode()

    assert "30.00" in text
    assert row.receipt in text
    assert "青云首府党支部" in text
    assert row.receipt not in another.get("/serve/nanmen/party/dues/").content.decode()
    assert own.get(f"/serve/nanmen/party/dues/{row.pk}/receipt.pdf").content.startswith(b"%PDF")
    assert another.get(f"/serve/nanmen/party/dues/{row.pk}/receipt.pdf").status_code == 404
    assert another.get(f"{DESK}members/{member.pk}/dues").status_code == 403
    assert other.pk
    assert enter(party.place.users["qiu"]).get("/serve/nanmen/party/dues/").status_code == 200


def test_a_member_is_entered_moved_and_ended_by_clicks(party, enter):
    client = enter(party.place.users["worker"])
    values = {"name": "周试九", "branch": party.branch.pk, "joined_on": "2001-07-01", "full_on": "2002-07-01", "since": "2020-01-01"}  # fmt: skip

    made = posted(client, f"{DESK}members/enter", **values)

    member = PartyMember.objects.get()
    assert made.headers["Location"] == f"{DESK}members/{member.pk}"
    again = posted(client, f"{DESK}members/enter", **values)
    assert again.status_code == 422
    assert "周试九" in again.content.decode(), "the draft is kept"
    here = f"{DESK}members/{member.pk}"
    assert (
        posted(client, f"{here}/change_branch", branch=party.other.pk, since="2026-03-01").status_code == 302
    )
    refused = posted(client, f"{here}/set_basis", kind="working", base="-3", first_month="2026-03")
    assert refused.status_code == 422
    assert "-3" in refused.content.decode()
    assert (
        posted(client, f"{here}/set_basis", kind="working", base="5000", first_month="2026-03").status_code
        == 302
    )
    assert DuesBasis.objects.get().first_month == MARCH
    paid = posted(
        client, f"{here}/take_dues", first_month="2026-03", length="1", amount="50", paid_on="2026-03-10"
    )
    assert paid.status_code == 302
    row = DuesPayment.objects.get()
    assert posted(client, f"{DESK}dues/{row.pk}/reverse_dues", reason="记错了").status_code == 302
    assert client.get(f"{here}/dues").status_code == 200


def test_a_press_says_that_somebody_was_reached(party, enter):
    member = party.member()
    actions.note_leaving(member, out_on=MARCH, by=party.by)
    client, act = enter(party.place.users["worker"]), str(uuid7())
    url = f"{DESK}members/{member.pk}/note_contact"

    for _press in (1, 2):
        answer = client.post(url, {"act_id": act, "how": "call", "met_on": "2026-03-10"})
        assert answer.headers["Location"] == f"{DESK}floating/"

    assert FloatingContact.objects.count() == 1


@pytest.mark.parametrize("many", [1, 9])
def test_lists_ask_the_same_of_the_database_for_one_and_for_many(party, enter, many):
    for n in range(many):
        member = party.member(f"试{n}")
        party.pays(member)
        party.paid(member)
        actions.note_leaving(member, out_on=MARCH, by=party.by)
        actions.give_post(member, name="岗", since=MARCH, by=party.by)
    client = enter(party.place.users["worker"])

    assert asked(client, f"{DESK}members/") <= 4
    assert asked(client, f"{DESK}floating/") <= 4
    assert asked(client, f"{DESK}dues/") <= 4
    assert asked(client, f"{DESK}members/buildings") <= 4
    assert asked(client, f"{DESK}standing/") <= 6
    assert asked(client, f"{DESK}members/{member.pk}") <= 6
    assert asked(client, f"{DESK}members/{member.pk}/dues") <= 6


def test_the_report_upward_has_totals_and_no_names(party, enter):
    member = party.member("不上报试")
    party.pays(member)
    party.paid(member)
    client = enter(party.place.users["worker"])

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{DESK}dues/month.xlsx?month=2026-01").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]

    assert cells[-1][2:] == ["30.00", "0.00", "30.00", "0.00", "0.00"]
    assert "不上报试" not in str(cells)
    assert client.get(f"{DESK}dues/month.pdf?month=2026-01").content.startswith(b"%PDF")
    receipt = client.get(f"{DESK}dues/{DuesPayment.objects.get().pk}/receipt.pdf")
    assert receipt.content.startswith(b"%PDF")


def test_the_file_of_the_register_has_no_identity_number(party, enter):
    party.member()
    book = openpyxl.load_workbook(
        io.BytesIO(
            b"".join(enter(party.place.users["worker"]).get(f"{DESK}members/export.xlsx").streaming_content)
        )
    )
    heads = [cell.value for cell in book.active[3]]

    assert len(heads) == 7
    assert not [head for head in heads if "身份证" in head]


def test_a_second_community_knows_nobody_of_the_first(party, other_place, enter):
    member = party.member()
    person(other_place, "worker", "party_worker")
    client = enter(other_place.users["worker"])

    assert client.get(f"/desk/yongxinlu/party/members/{member.pk}").status_code == 404
    assert "钱试一" not in client.get("/desk/yongxinlu/party/members/").content.decode()


@pytest.mark.parametrize("month", ["2026-13", "x", "\x00", "0000-01", "2026-03-01", "99999-1"])
def test_a_month_that_is_none_is_this_month(party, enter, month):
    client = enter(party.place.users["worker"])

    for url in ("floating/", "dues/", "dues/month.pdf"):
        assert client.get(DESK + url, {"month": month}).status_code == 200
    assert client.get(f"{DESK}standing/", {"year": month}).status_code == 200
