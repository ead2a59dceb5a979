"""What the pages of publicity show, to whom; what they cost; the photos of boards; the sheets for the wall."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from linli.core.records import state_of
from linli.publicity import actions, papers
from linli.publicity.models import Audience, BoardVersion, Publication, Topic
from tests.core.files.test_pictures import as_file, photo
from tests.orders.test_pages import queries_of
from tests.pledges.pledging import branch, leader, member
from tests.publicity.publishing import (
    DAY,
    TEXT,
    board,
    channel,
    drafted,
    examined,
    proposed,
    published,
    worker,
)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES = tmp_path


def url(place, name, *rest):
    return reverse(f"publicity:{name}", args=[place.community.slug, *rest])


def act(**more):
    return {"act_id": str(uuid.uuid4()), **more}


def test_from_the_draft_to_everybody_by_three_people(place, enter):
    worker(place)
    author, clerk, secretary = (enter(place.users[name]) for name in ("dangwu", "clerk", "secretary"))
    words = {
        "organisation": branch(place).pk,
        "topic": "decision",
        "audience": "society",
        "title": "三月",
        "text": TEXT,
    }
    author.post(url(place, "draft"), act(**words))
    row = Publication.objects.get()
    author.post(url(place, "propose", row.pk), act(version=1))
    assert Client().get(url(place, "public_publication", row.code)).status_code == 404

    unsigned = clerk.post(url(place, "examine", row.pk), act(version=2, internal="on", secret="on"))
    assert unsigned.status_code == 422
    clerk.post(url(place, "examine", row.pk), act(version=2, internal="on", secret="on", personal="on"))
    assert clerk.get(url(place, "publish", row.pk)).status_code == 403
    secretary.post(url(place, "publish", row.pk), act(version=3))

    assert "九月以来" in Client().get(url(place, "public_publication", row.code)).content.decode()
    assert row.code in Client().get(url(place, "published")).content.decode()
    secretary.post(url(place, "take_down", row.pk), act(version=4, reason="有一处数字要改"))
    assert Client().get(url(place, "public_publication", row.code)).status_code == 404


def test_the_author_is_not_offered_to_examine_and_is_refused_in_words(place, enter):
    row = proposed(place)
    author = enter(place.users["dangwu"])
    page = author.get(url(place, "publication", row.pk)).content.decode()
    assert url(place, "examine", row.pk) not in page

    answer = author.post(
        url(place, "examine", row.pk), act(version=row.version, internal="on", secret="on", personal="on")
    )
    assert answer.status_code == 422
    assert "审核人不能是提出人" in answer.content.decode()


def test_a_text_that_names_somebody_is_refused_beside_its_field_and_kept(place, enter):
    worker(place)
    words = {
        "organisation": branch(place).pk,
        "topic": "masses",
        "audience": "society",
        "title": "帮扶",
        "text": "请打 13800138000",
    }
    answer = enter(place.users["dangwu"]).post(url(place, "draft"), act(**words))
    assert answer.status_code == 422
    assert "13800138000" in answer.content.decode()
    assert not Publication.objects.exists()


def test_what_is_for_members_is_read_by_members_alone(place, enter):
    row = published(place, title="支委分工", audience=Audience.MEMBERS)
    member(place, "周党员", user=place.users["zhou"])
    inside, outside = enter(place.users["zhou"]), enter(place.users["ma"])

    assert "支委分工" in inside.get(url(place, "own")).content.decode()
    assert inside.get(url(place, "own_publication", row.pk)).status_code == 200
    assert "支委分工" not in outside.get(url(place, "own")).content.decode()
    assert outside.get(url(place, "own_publication", row.pk)).status_code == 404
    assert "支委分工" not in Client().get(url(place, "published")).content.decode()
    assert Client().get(url(place, "public_publication", row.code)).status_code == 404
    # The clerk has the desk and is no Party organisation.
    assert "支委分工" not in enter(place.users["clerk"]).get(url(place, "ledger")).content.decode()
    assert enter(place.users["clerk"]).get(url(place, "publication", row.pk)).status_code == 404


def test_a_board_with_its_version_and_a_photo(place, enter):
    row, clerk = board(place), enter(place.users["grid_worker"])
    clerk.post(url(place, "put_up", row.pk), act(title="三月公示", publication="", put_up_on="2026-03-05"))
    version = BoardVersion.objects.get()
    upload = SimpleUploadedFile("b.jpg", as_file(photo()), "image/jpeg")
    clerk.post(url(place, "attach", version.pk), act(pictures=upload))
    page = clerk.get(url(place, "version", version.pk)).content.decode()
    (shown,) = [line for line in page.split('"') if "/pictures/" in line and line.endswith("?small")]
    assert clerk.get(shown)["Content-Type"] == "image/jpeg"
    assert "三月公示" in clerk.get(url(place, "boards")).content.decode()


@pytest.mark.parametrize("many", [3, 30])
def test_pages_ask_little_and_the_same_for_any_number_of_rows(place, enter, many):
    where = channel(place)
    for n in range(many):
        row = published(place, title=f"公开 {n}")
        actions.send_out(row, channel=where, out_on=row.published_on, by=worker(place))
        hung = board(place, f"栏 {n}")
        version = actions.put_up(hung, title="一", put_up_on=DAY, publication=None, by=place.actor("clerk"))
    member(place, "书记", user=place.users["secretary"])
    client = enter(place.users["secretary"])
    lists = ["ledger", "quarters", "channels", "boards", "wall", "own"]
    asked = {name: len(queries_of(lambda name=name: client.get(url(place, name)))) for name in lists}
    assert {name: count for name, count in asked.items() if count > 4} == {}
    assert len(queries_of(lambda: Client().get(url(place, "published")))) <= 4
    one = {
        url(place, "publication", row.pk), url(place, "send_out", row.pk), url(place, "draft"), url(place, "board", hung.pk),
        url(place, "put_up", hung.pk), url(place, "version", version.pk), url(place, "own_publication", row.pk),
    }  # fmt: skip
    asked = {path: len(queries_of(lambda path=path: client.get(path))) for path in one}
    assert {path: count for path, count in asked.items() if count > 6} == {}


def test_where_it_went_out_is_written_down_and_read(place, enter):
    row, where = published(place), channel(place)
    client, path = enter(place.users["clerk"]), url(place, "send_out", row.pk)
    client.post(path, act(version=row.version, channel=where.pk, out_on="2026-03-10"))
    assert str(where) in client.get(url(place, "publication", row.pk)).content.decode()
    again = client.post(path, act(version=row.version, channel=where.pk, out_on="2026-03-10"))
    assert again.status_code == 422
    client.post(url(place, "end_channel", where.pk), act(state=state_of(where), on="2026-03-10"))
    where.refresh_from_db()
    assert str(where.valid_to) == "2026-03-10"


def test_a_double_press_is_one_publication_and_one_version(place, enter):
    worker(place)
    client, key = enter(place.users["dangwu"]), act()
    words = {
        "organisation": branch(place).pk,
        "topic": "decision",
        "audience": "society",
        "title": "三月",
        "text": TEXT,
    }
    answers = [client.post(url(place, "draft"), {**key, **words}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Publication.objects.count() == 1


def text_of(data):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_the_sheets_for_the_wall_say_what_is_written_down(place):
    leader(place, "支部老韩")
    published(place, title="三会一课制度", topic=Topic.RULES, text="支部党员大会每季度一次。")
    drafted(place, title="没有公开的制度", topic=Topic.RULES)
    by, one = place.actor("secretary"), branch(place)

    chart = text_of(papers.chart_pdf(one, 2026, by))
    assert "支部老韩" in chart[0]
    assert "青云首府党支部" in chart[0]
    rules = text_of(papers.regulations_pdf(one, 2026, by))
    assert len(rules) == 1
    assert "三会一课制度" in rules[0]
    assert "没有公开" not in rules[0]
    covers = text_of(papers.covers_pdf(one, 2026, by))
    assert len(covers) == len(papers.DOSSIERS)
    assert all("2026年度" in page for page in covers)
    assert "10" in "".join(text_of(papers.spines_pdf(one, 2026, by)))


def test_only_the_party_organisation_prints_its_wall(place, enter):
    one = branch(place)
    path = url(place, "sheet_pdf", one.pk, "chart")
    worker(place)
    assert enter(place.users["dangwu"]).get(path)["Content-Type"] == "application/pdf"
    assert enter(place.users["clerk"]).get(path).status_code == 403
    assert enter(place.users["dangwu"]).get(url(place, "sheet_pdf", one.pk, "nothing")).status_code == 404


def test_an_examined_one_waits_for_the_secretary(place, enter):
    row = examined(place)
    page = enter(place.users["secretary"]).get(url(place, "publication", row.pk)).content.decode()
    assert url(place, "publish", row.pk) in page
    assert (
        url(place, "publish", row.pk)
        not in enter(place.users["clerk"]).get(url(place, "publication", row.pk)).content.decode()
    )
