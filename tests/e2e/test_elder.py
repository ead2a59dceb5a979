"""大字版: sixty pixels under every finger, letters of twenty and more, contrast of seven, three tasks, words read out."""

import datetime as dt

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from linli.core import clock
from linli.disclosure import actions as disclosure
from linli.orders.models import Order
from tests.e2e.test_access import SMALL, WIDTH, open_by_code

LARGE, TASK, BODY, LEAST_TEXT = 60, 116, 22, 20
# Seven to one for letters of any size: the rule itself lets large ones off, and leaves what is below 4.5 to its sister.
RATIO = "{expected: 7, minThreshold: 0}"
CONTRAST = """axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast-enhanced']}, resultTypes: ['violations'],
  checks: {'color-contrast-enhanced': {options: {ignoreLength: true, contrastRatio: {normal: RATIO, large: RATIO}}}},
  }).then(found => found.violations.flatMap(rule => rule.nodes)
    .map(node => `${node.target} ${node.any[0].data.contrastRatio}`))""".replace("RATIO", RATIO)
# Every text that is seen, with its size; signs inside a drawing and words for screen readers are none.
LETTERS = """least => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) { const parent = walker.currentNode.parentElement, size = parseFloat(getComputedStyle(parent).fontSize);
    if (walker.currentNode.data.trim() && parent.getClientRects().length && !parent.closest('svg, script, option, .visually-hidden, .skip')
      && size < least) found.add(`${parent.tagName} ${parent.className} ${size} px: ${walker.currentNode.data.trim().slice(0, 12)}`); }
  for (const field of document.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea'))
    if (parseFloat(getComputedStyle(field).fontSize) < least) found.add(field.name);
  return [...found]; }"""
THIN = """() => [...document.querySelectorAll('.button--secondary, .card, .cells, .tile, main input, main select, main textarea')]
  .filter(box => box.getClientRects().length && !box.matches('.cells--plain') && parseFloat(getComputedStyle(box).borderTopWidth) < 2)
  .map(box => box.outerHTML.slice(0, 80))"""
# A voice like that of a telephone, which a browser without a screen lacks; it notes what it is given.
VOICE = """window.said = []; window.stopped = 0;
  class Words { constructor(text) { this.text = text; } }
  Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: Words});
  Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [{lang: 'LANG'}], addEventListener() {},
    speak(words) { window.said.push(words.text); }, cancel() { window.stopped += 1; }}});"""


def measure(page) -> list[str]:
    """What is too small, too pale, too thin or too wide on the page that is open, in light and dark."""
    where, found = page.url.split("/", 3)[3], []
    page.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{where} {scheme} pale: {node}" for node in page.evaluate(CONTRAST)]
    found += [f"{where} small: {thing}" for thing in page.evaluate(SMALL, LARGE)]
    found += [f"{where} letters: {text}" for text in page.evaluate(LETTERS, LEAST_TEXT)]
    found += [f"{where} thin: {box}" for box in page.evaluate(THIN)]
    if (body := page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) != BODY:
        found.append(f"{where} body {body}")
    if page.locator(".segments:visible, .tabs:visible").count():
        found.append(f"{where} has tabs")
    return found


def doubled(page) -> list[str]:
    """What no longer fits when the telephone's own letters are set to 200 %."""
    page.add_style_tag(content="html { font-size: 200% !important }")
    wide = page.evaluate(WIDTH)
    return [f"{page.url} is {wide} px wide at 200 %"] if wide > page.viewport_size["width"] else []


@pytest.fixture
def phone(street):
    """A telephone on which the large version was chosen. The policy lets no test write a style: it is passed by."""
    page = street.open(bypass_csp=True)
    page.context.add_cookies([{"name": "elder", "value": "1", "url": street.server}])
    return page


def announce(place):
    """A water cut that is going on."""
    now, by = clock.now(), place.actor("secretary")
    event = {"kind": "water", "title": "青云首府停水", "text": "更换阀门，请先存一些水。" * 3}
    times = {"begins_at": now - dt.timedelta(hours=1), "expected_end": now + dt.timedelta(hours=5)}
    return disclosure.publish(place.community, **event, **times, signed="南门社区", by=by)


def test_every_page_of_residents_is_large_enough_for_old_eyes_and_hands(phone, place):
    cut = announce(place)
    place.order("resolved")
    home, found = "/nanmen/", []
    paths = [
        home,
        f"{home}orders/submit",
        f"{home}t/",
        f"{home}wall",
        f"{home}call_me",
        f"{home}call_me/done",
    ]
    paths += [f"{home}contacts/", f"{home}contacts/{place.buildings[0].pk}", f"{home}personal"]
    for path in [*paths, f"{home}announcements/{cut.code}"]:
        phone.goto(path)
        found += measure(phone) + doubled(phone)

    assert not found, "\n".join(found)


def test_a_matter_is_large_enough_wherever_it_stands(phone, place):
    found = []
    for status in ("submitted", "waiting", "resolved", "confirmed", "merged"):
        order: Order = place.order(status, building=place.buildings[0], contact_phone="13900006021")
        open_by_code(phone, order)
        for fold in phone.locator("main details.more > summary").all():
            fold.click()
        found += measure(phone) + doubled(phone)
        if status == "submitted":
            phone.goto(f"/nanmen/orders/{order.code}/received")
            found += measure(phone) + doubled(phone)

    assert not found, "\n".join(found)


def test_the_measures_find_what_is_wrong(phone):
    phone.goto("/nanmen/")
    phone.add_style_tag(
        content="p.x { color: #767676; font-size: 19px } a.x { display: block; height: 40px }"
    )
    phone.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=x>很淡的字</p><a class=x href=/>矮</a>"
        '<div class=cells style="border-width: 1px">细</div><div style="width: 900px">宽</div>\')'
    )
    found = "\n".join(measure(phone) + doubled(phone))

    for word in ("pale", "small", "letters", "thin", "wide"):
        assert word in found


def test_the_large_home_has_three_tasks_with_the_telephone_first_two_facts_and_the_way_back_last(
    phone, place
):
    announce(place)
    disclosure.publish(
        place.community,
        kind="notice",
        title="冬季用电安全",
        text="人走断电。",
        signed="南门社区",
        since=clock.today(),
        until=clock.today(),
        by=place.actor("secretary"),
    )
    phone.goto("/nanmen/")
    tasks = phone.locator(".hero, .tile")
    facts = phone.locator("main .cell")

    assert tasks.count() == 3
    assert all(task.bounding_box()["height"] >= TASK for task in tasks.all())
    assert tasks.first.get_attribute("href") == "tel:0597-4820016"
    assert facts.count() == 2
    assert "停水" in facts.first.inner_text()
    assert phone.locator("a, button").last.inner_text() == "换回普通版"
    phone.get_by_role("button", name="换回普通版").click()
    assert phone.locator("[data-elder]").count() == 0


def test_the_page_is_read_out_where_the_browser_has_a_voice(phone, place):
    phone.add_init_script(VOICE.replace("LANG", "zh-CN"))
    phone.goto("/nanmen/")
    button = phone.locator("[data-read-aloud]")
    button.click()
    said = "".join(phone.evaluate("window.said"))

    assert "打电话" in said
    assert "念" not in said
    assert button.inner_text() == "停下，不念了"
    stopped = phone.evaluate("window.stopped")
    button.click()
    assert phone.evaluate("window.stopped") > stopped
    assert button.inner_text() == "把这一页念给我听"


@pytest.mark.parametrize("language", ["", "en-US"])
def test_without_a_voice_of_the_language_nothing_offers_to_read(phone, language):
    if language:
        phone.add_init_script(VOICE.replace("LANG", language))
    phone.goto("/nanmen/")

    assert phone.locator("[data-read-aloud]").is_hidden()


def test_what_was_just_said_stays(phone, place):
    phone.clock.install()
    open_by_code(phone, place.order("accepted"))
    phone.locator("form[action$=chase] button").click()
    phone.locator(".toast").wait_for()
    phone.clock.run_for(60_000)

    assert phone.locator(".toast").is_visible()
