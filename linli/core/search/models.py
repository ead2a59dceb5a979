"""检索条目: what is kept of each record. A full-text index of the database's own answers; both databases say the same."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from linli.core import among  # noqa: F401  what is found is asked for by `pk__among`
from linli.core.search import words
from linli.core.tenancy import CommunityModel

# SQLite looks at so many of the newest entries of a community that hold the words, of whatever kind: far more than any
# page asks for.
WALKED = 2000


class KeptWordsField(models.Field):
    """词: words with a blank between them. PostgreSQL keeps them as a tsvector; SQLite as text that an FTS5 table reads."""

    def db_type(self, connection: Any) -> str:
        """The column."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """How a value is written: words of letters and digits alone need no quoting."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


class SearchEntry(CommunityModel):
    """检索条目: the words of one record. It can be made anew from the record at any time."""

    # A whole number, because the full-text table of SQLite numbers its rows; later records have larger ones.
    id = models.BigAutoField(primary_key=True)  # type: ignore[assignment]
    kind = models.CharField(_("kind"), max_length=50)
    subject_id = models.UUIDField()
    # A checksum of the words: what has not changed is not written again.
    digest = models.CharField(max_length=16)
    words = KeptWordsField()

    class Meta:
        app_label = "core"
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(name="search_entry_once", fields=["community", "kind", "subject_id"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


@KeptWordsField.register_lookup
class Holds(Lookup):
    """`words__holds=Wanted(...)`: entries that hold all words of one set, words that so begin, and one of another set."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """By the GIN index of the column."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*params, self.rhs.narrowed.said("'{}'", "'{}':*", " & ", " | "))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """By the FTS5 table beside it, which triggers keep. It walks the newest and stops; of all that hold a common word
        SQLite would otherwise make a list first.
        """
        wanted = self.rhs.said('"{}"', '"{}"*', " AND ", " OR ")
        newest = (
            "SELECT rowid FROM core_searchwords WHERE core_searchwords MATCH %s ORDER BY rowid DESC LIMIT %s"
        )
        return f'"{self.lhs.alias}"."id" IN ({newest})', (wanted, WALKED)


class Wanted:
    """What an entry of a community must hold: every one of `every`, a word for each beginning in `begins`, and one of
    `some` if named. The word of the `community` keeps the lists short that are intersected.
    """

    def __init__(
        self, community: str, every: Iterable[str] = (), begins: Iterable[str] = (), some: Iterable[str] = ()
    ) -> None:
        self.community = community
        self.every, self.begins, self.some = sorted(every), sorted(begins), sorted(some)

    @property
    def narrowed(self) -> "Wanted":
        """For PostgreSQL: a single word without the community's, which the row names too. Where both are asked, it takes
        such rows for rarer than they are, and reads and sorts all that hold a common word instead of walking the newest.
        """
        single = len(self.every) + len(self.begins) == 1 and not self.some
        return Wanted("", self.every, self.begins) if single else self

    def said(self, word: str, begin: str, both: str, either: str) -> str:
        """In the language of a database. Words are letters and digits alone, so nothing in them needs escaping."""
        whole = [self.community, *self.every] if self.community else self.every
        parts = [word.format(one) for one in whole] + [begin.format(one) for one in self.begins]
        if self.some:
            parts.append("(" + either.join(word.format(one) for one in self.some) + ")")
        return both.join(parts)


def in_community(community: Any) -> str:
    """The word that all entries of a community hold."""
    return words.COMMUNITY + community.hex
