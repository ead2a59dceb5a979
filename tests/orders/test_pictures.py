"""Photos of an order: from whom, for whom, and nothing but the picture."""

import io
import os
import re
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.files import store
from linli.core.files.actions import FORGOTTEN, attach, attachments_of, sweep_files
from linli.core.files.models import Attachment, File
from linli.core.files.pictures import read_picture
from linli.orders.models import Order
from linli.orders.pictures import ASKED, WORK
from tests.conftest import MORNING
from tests.core.files.test_pictures import as_file, opened, photo, with_place


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    """Pictures of a test lie in its own folder."""
    settings.FILES = tmp_path


def upload(data: bytes = b"", name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or as_file(photo()), "image/jpeg")


def asked(place, *files, **more) -> dict:
    """What the phone page sends."""
    return {
        "act_id": uuid.uuid4(),
        "text": "巷道没有路灯",
        "category": place.category().pk,
        "pictures": list(files),
    } | more


def send(browser: Client, place, *files, **more):
    return browser.post(f"/{place.community.slug}/orders/submit", asked(place, *files, **more))


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_resident_sends_photos_with_the_request(place, tmp_path):
    answer = send(Client(), place, upload(with_place()), upload(as_file(photo(80, 80))))

    assert answer.status_code == 302
    order = Order.objects.get()
    assert [row.role for row in attachments_of(order)] == [ASKED, ASKED]
    assert len(lying(tmp_path)) == 2
    assert all(b"JFIF" not in path.read_bytes() for path in lying(tmp_path)), "sealed"


def test_a_double_press_keeps_each_photo_once(place, tmp_path):
    browser, form = Client(), asked(place)
    for _press in range(2):
        answer = browser.post(f"/{place.community.slug}/orders/submit", form | {"pictures": [upload()]})
        assert answer.status_code == 302

    assert Attachment.objects.count() == File.objects.count() == len(lying(tmp_path)) == 1


@pytest.mark.parametrize("data", [b"<!doctype html><script>alert(1)</script>", b"%PDF-1.7 "])
def test_what_is_no_picture_is_refused_beside_the_field_and_nothing_is_half_done(place, tmp_path, data):
    answer = send(Client(), place, upload(data, "photo.jpg"))

    assert answer.status_code == 422
    assert "不是" in answer.content.decode()
    assert "巷道没有路灯" in answer.content.decode(), "what was typed is kept"
    assert not Order.objects.exists()
    assert lying(tmp_path) == []


def test_too_many_at_once_are_refused(place):
    answer = send(Client(), place, *(upload(as_file(photo(20 + n, 20))) for n in range(4)))

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.fixture
def sent(place):
    """An order with a photo of the resident, and the browser that sent it."""
    browser = Client()
    send(browser, place, upload(), contact_phone="13900006021")
    return Order.objects.get(), browser


def address(page, part: str) -> str:
    return re.search(rf'src="([^"]*{part}[^"]*)\?small"', page.content.decode())[1]


def test_the_one_who_asked_and_the_desk_see_it_and_nobody_else(sent, place, other_place, enter):
    order, browser = sent
    follow = reverse("orders:follow", args=[place.community.slug, order.code])
    own = address(browser.get(follow), "pictures")
    desk = address(
        enter(place.users["clerk"]).get(
            reverse("orders:desk_detail", args=[place.community.slug, order.number])
        ),
        "pictures",
    )

    for client, path in ((browser, own), (enter(place.users["clerk"]), desk)):
        answer = client.get(path)
        assert answer["Content-Type"] == "image/jpeg"
        assert opened(answer.content).size == (60, 40)
        assert opened(client.get(f"{path}?small").content).size == (60, 40)
    assert Client().get(own).status_code == 404
    assert Client().get(desk).status_code == 302
    assert enter(place.users["qiu"]).get(desk).status_code == 403
    assert enter(other_place.users["clerk"]).get(desk).status_code == 404
    serve = desk.replace("/desk/", "/serve/")
    assert enter(place.users["qiu"]).get(serve).status_code == 404


def test_a_picture_of_one_order_is_not_found_under_another(sent, place, enter):
    order, _browser = sent
    other = place.order()
    row = attachments_of(order).get()
    path = reverse("orders:desk_picture", args=[place.community.slug, other.number, row.pk])

    assert enter(place.users["clerk"]).get(path).status_code == 404


def press(client: Client, path: str, **values):
    return client.post(path, {"act_id": uuid.uuid4()} | values, follow=True)


def test_who_took_the_order_adds_a_photo_of_the_work_and_the_resident_sees_it(sent, place, enter):
    order, browser = sent
    for verb in ("admit", "dispatch", "accept"):
        place.take(order, verb)
    path = reverse("orders:serve_attach", args=[place.community.slug, order.number])

    page = press(enter(place.users["zhou"]), path, pictures=[upload(as_file(photo(50, 50)))])

    assert "照片已留存" in page.content.decode()
    assert [row.role for row in attachments_of(order)] == [ASKED, WORK]
    followed = browser.get(reverse("orders:follow", args=[place.community.slug, order.code]))
    assert followed.content.decode().count("?small") == 2
    assert press(enter(place.users["ma"]), path, pictures=[upload()]).status_code in {403, 404}


def test_a_wrong_file_added_later_is_refused_in_words(sent, place, enter):
    order, _browser = sent
    path = reverse("orders:desk_attach", args=[place.community.slug, order.number])

    page = press(enter(place.users["clerk"]), path, pictures=[upload(b"GIF89a")])

    assert "不是" in page.content.decode()
    assert attachments_of(order).count() == 1


def test_the_resident_takes_back_only_own_photos(sent, place):
    order, browser = sent
    attach(order, WORK, [read_picture(as_file(photo(50, 50)))], by=place.actor("clerk"))
    own, work = attachments_of(order)
    path = reverse("orders:detach", args=[place.community.slug, order.code])

    assert press(browser, path, attachment=work.pk).status_code == 404
    assert press(browser, path, attachment=own.pk).status_code == 200
    assert list(attachments_of(order)) == [work]


def test_what_the_desk_takes_away_is_erased_at_night(sent, place, enter, tmp_path):
    order, _browser = sent
    row = attachments_of(order).get()
    path = reverse("orders:desk_detach", args=[place.community.slug, order.number])
    press(enter(place.users["clerk"]), path, attachment=row.pk)
    assert press(enter(place.users["clerk"]), path, attachment=row.pk).status_code == 404

    sweep_files()
    assert len(lying(tmp_path)) == 1, "an act may still be on its way"
    with clock.at(MORNING + FORGOTTEN * 2):
        sweep_files()

    assert lying(tmp_path) == []
    assert not File.objects.exists()
    assert AuditEntry.objects.filter(action="orders.detach").count() == 1


def test_taking_away_pressed_twice_is_one_act_and_no_missing_page(sent, place, enter):
    order, _browser = sent
    path = reverse("orders:desk_detach", args=[place.community.slug, order.number])
    form = {"act_id": uuid.uuid4(), "attachment": attachments_of(order).get().pk}
    pages = [enter(place.users["clerk"]).post(path, form, follow=True) for _press in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert AuditEntry.objects.filter(action="orders.detach").count() == 1


@pytest.mark.parametrize("lost", ["gone", "empty", "changed"])
def test_a_picture_whose_file_is_lost_is_not_found_and_the_log_says_so(
    sent, place, enter, tmp_path, lost, caplog
):
    order, _browser = sent
    clerk = enter(place.users["clerk"])
    page = reverse("orders:desk_detail", args=[place.community.slug, order.number])
    path, file = address(clerk.get(page), "pictures"), lying(tmp_path)[0]
    file.write_bytes({"empty": b"", "changed": file.read_bytes()[:-1]}.get(lost, b""))
    if lost == "gone":
        file.unlink()

    assert clerk.get(path).status_code == 404
    assert clerk.get(page).status_code == 200
    assert "cannot be read" in caplog.text


def test_a_picture_on_its_way_is_not_swept_because_an_older_try_left_it(place):
    store.put(place.community.pk, "a" * 64, b"picture")
    path = store.path_of(place.community.pk, "a" * 64)
    os.utime(path, (0, 0))
    store.put(place.community.pk, "a" * 64, b"picture")
    sweep_files()

    assert path.exists()


def test_the_sweep_leaves_what_is_shown_and_takes_what_no_row_knows(sent, tmp_path):
    kept = lying(tmp_path)[0]
    stray = kept.with_name("f" * 64)
    stray.write_bytes(kept.read_bytes())
    with clock.at(clock.now().replace(year=2040)):
        sweep_files()

    assert lying(tmp_path) == [kept]


def test_the_same_photo_of_two_orders_lies_there_once(place, tmp_path):
    first, second = place.order(), place.order()
    picture = read_picture(as_file(photo()))
    for order in (first, second, second):
        attach(order, WORK, [picture], by=place.actor("clerk"))

    assert (Attachment.objects.count(), File.objects.count(), len(lying(tmp_path))) == (2, 1, 1)


def test_an_order_shows_only_so_many(place):
    order = place.order()
    many = [read_picture(as_file(photo(20 + n, 20))) for n in range(10)]
    with pytest.raises(DomainError) as refused:
        attach(order, WORK, many, by=place.actor("clerk"))

    assert refused.value.field == "pictures"
    assert not Attachment.objects.exists()


def test_a_large_photo_of_a_telephone_goes_through_the_page(place):
    noise = io.BytesIO()
    photo(4000, 3000).save(noise, "JPEG", quality=95)

    assert send(Client(), place, upload(noise.getvalue())).status_code == 302
    assert File.objects.get().width == 2000
