"""Messages are found in Python and in templates; what lacks Chinese is named; translations are kept."""

import pytest

from tools import translations

TEMPLATE = """{% load i18n %}<p class="it's">{% translate "Ask" %}</p>
  {% translate "May" context "month" %}
{% blocktranslate trimmed count n=orders|length with who=user.name %}
    {{ who }} has one order
{% plural %}
    {{ who }} has {{ n }} orders
{% endblocktranslate %}
    {{ name|default:_("Nobody") }}
"""
PYTHON = 'A = _("Lane")\nB = pgettext("x", "Set")\n'


@pytest.fixture
def product(tmp_path):
    """A product with one module and one template."""
    folder = tmp_path / "linli" / "orders" / "templates" / "orders"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(TEMPLATE)
    (tmp_path / "linli" / "orders" / "models.py").write_text(PYTHON)
    return tmp_path


def test_messages_are_found(product):
    found = {(message.id, message.context) for message in translations.collect(product) if message.id}
    assert found == {
        ("Ask", None),
        ("May", "month"),
        (("%(who)s has one order", "%(who)s has %(n)s orders"), None),
        ("Nobody", None),
        ("Lane", None),
        ("Set", "x"),
    }


def test_what_is_filled_stays_and_the_rest_is_named(product):
    (product / "lines").write_text(
        "Ask\t提问\n%(who)s has one order\t%(who)s有%(n)s件\nMay\t五月\nLane\t巷\n"
    )
    assert translations.fill(product / "lines", product) == 4
    translations.update(product)
    assert [line.split(" (")[0] for line in translations.missing(product)] == [
        "no Chinese: 'Set'",
        "no Chinese: 'Nobody'",
    ]


def test_a_placeholder_must_be_the_same(product):
    (product / "lines").write_text("%(who)s has one order\t%(whom)s有%(n)s件\n")
    translations.fill(product / "lines", product)
    assert any("placeholder" in line for line in translations.missing(product))


def test_fuzzy_counts_as_missing(product):
    (product / "lines").write_text("Ask\t提问\n")
    translations.fill(product / "lines", product)
    po = translations.place("zh_Hans", product)
    po.write_text(po.read_text().replace('msgid "Ask"', '#, fuzzy\nmsgid "Ask"'))
    assert any(line.startswith("fuzzy: 'Ask'") for line in translations.missing(product))


def test_an_update_without_news_changes_nothing(product):
    translations.update(product)
    before = translations.place("zh_Hans", product).read_text()
    translations.update(product)
    assert translations.place("zh_Hans", product).read_text() == before
    assert ":1\n" not in before
    assert '"May"' in translations.place("en", product).read_text()
