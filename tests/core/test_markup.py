"""Markup drawn in Python: nothing that somebody typed becomes markup."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from linli.core.markup import fill, joined

PARTS = st.one_of(st.text(), st.integers(), st.none(), st.text().map(SafeString))


@given(st.lists(PARTS, min_size=3, max_size=3))
def test_parts_are_escaped_as_django_escapes_them(parts):
    pattern = '<a href="{}">{}</a>{}'

    assert fill(pattern, *parts) == format_html(pattern, *parts)


def test_words_are_said_in_the_language_of_the_page():
    assert fill("<b>{}</b>", gettext_lazy("All")) == format_html("<b>{}</b>", gettext_lazy("All"))


def test_what_is_drawn_is_not_escaped_again():
    drawn = fill("<td>{}</td>", "<灯>")

    assert fill("<tr>{}</tr>", joined([drawn, drawn], "\n")) == (
        "<tr><td>&lt;灯&gt;</td>\n<td>&lt;灯&gt;</td></tr>"
    )
