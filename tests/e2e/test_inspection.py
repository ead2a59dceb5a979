"""`dev.py inspect`: it reaches the pages by their links, and finds what is wrong with one."""

from tests.e2e.conftest import PASSWORD
from tools.inspection import Walk, accounts, kind

BROKEN = """<!doctype html><html lang="zh"><head><title></title></head><body>
<img src="/nowhere.png"><div style="width: 2000px">宽</div></body></html>"""


def test_a_thousand_rows_are_one_page():
    assert kind("http://x/desk/a/orders/2026-0001") == kind("http://x/desk/a/orders/2026-0999")
    assert kind("http://x/desk/a/people/0160d363-79c0-701a-8c1b-7f02b91dbf7c") == "/desk/a/people/*"
    assert kind("http://x/a/announcements/Z4VN4K") == kind("http://x/a/announcements/EAE8NF")
    assert kind("http://x/desk/a/orders/?state=open") == kind("http://x/desk/a/orders/?state=late")
    assert kind("http://x/desk/a/orders/") != kind("http://x/desk/a/orders/submit")


def test_one_account_for_each_post(tmp_path):
    lines = ["a@n\tp\t甲\t南门社区 综合岗", "b@n\tq\t乙\t南门社区 综合岗", "c@m\tr\t丙\t别的社区 社区书记"]
    (tmp_path / "demo-accounts.txt").write_text("\n".join(lines), encoding="utf-8")

    assert accounts(tmp_path, "n") == {"clerk": ("a@n", "p")}


def test_the_visitor_comes_to_every_page_by_links_alone(street, place, browser):
    context = browser.new_context()
    street.contexts.append(context)
    walk = Walk("visitor", context, street.server, "nanmen")
    seen = list(walk.follow(f"{street.server}/nanmen/", 20, None))

    paths = {page.path for page in seen}
    assert {"/nanmen/", "/nanmen/orders/submit", "/nanmen/wall", "/nanmen/contacts/"} <= paths
    assert not [path for path in paths if "logout" in path or path.endswith(".png")]
    assert {page.status for page in seen} == {200}


def test_staff_come_in_and_a_broken_page_is_found(street, place, browser, tmp_path):
    clerk = place.users["clerk"]
    clerk.set_password(PASSWORD)
    clerk.save()
    context = browser.new_context()
    street.contexts.append(context)
    walk = Walk("clerk", context, street.server, "nanmen")
    start = walk.log_in("clerk@nanmen", PASSWORD)
    context.route("**/desk/nanmen/", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))
    (seen,) = walk.follow(start, 1, tmp_path)
    found = "\n".join(seen.found)

    for word in ("image-alt", "390 is", "1280 is", "no title", "404: /nowhere.png"):
        assert word in found
    assert len(list(tmp_path.glob("clerk*.png"))) == 2
    assert seen.line().startswith("!! 200 clerk")
