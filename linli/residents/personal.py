"""个人信息 of residents."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.core.personal import (
    Basis,
    Fact,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.core.spans import not_over
from linli.residents import queries, touching
from linli.residents.events import erase_events, events_of
from linli.residents.matters import in_words
from linli.residents.models import Consent, Household, LifeEvent, Person, Proxy, Reach, Residence
from linli.residents.proxies import erase_ended, proxies_of
from linli.residents.purposes import PURPOSES

IN_THE_BOOKS = Kept(
    gettext_lazy("until the person asks to be erased, and has no home, post or open matter here")
)
WISHES = Kept(gettext_lazy("until the person says otherwise or is erased"))

declare(
    Person, "name", "user",
    what=gettext_lazy("name; of who works here, the login too"),
    purpose=gettext_lazy("to know who lives here and whom to help"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=IN_THE_BOOKS,
)  # fmt: skip
declare(
    Person, "phone", "phone_index",
    purpose=gettext_lazy("to ring the person"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=IN_THE_BOOKS,
)  # fmt: skip
declare(
    Person, "identity_number", "identity_index", "born_on",
    purpose=gettext_lazy("to tell people of one name apart, and to know who is a child or old"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=IN_THE_BOOKS,
)  # fmt: skip
declare(
    Person, "died_on",
    what=gettext_lazy("day of death"),
    purpose=gettext_lazy("to tell and ask the person nothing any more, and to help the family"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=IN_THE_BOOKS,
)  # fmt: skip
declare(
    Residence, "dwelling", "household", "kind", "valid_from", "valid_to",
    what=gettext_lazy("dwelling, household, how one lives there, first and last day"),
    purpose=gettext_lazy("to know which homes are lived in; that somebody rents serves votes and letters alone"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT,
    kept=Kept(gettext_lazy("for good, to count homes; without name and household once the person is erased")),
)  # fmt: skip
declare(
    Reach, "channel", "from_hour", "to_hour", "language", "read_aloud", "do_not_visit",
    what=gettext_lazy("how to reach you, at which hours, in which language, and what else you wish"),
    purpose=gettext_lazy("to reach the person in the way and at the hours the person wishes"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=WISHES,
)  # fmt: skip
declare(
    Consent, "purpose", "version", "channel", "guardian", "given_at", "withdrawn_at",
    what=gettext_lazy("to what you agreed, in which words, how you said so, a guardian, since when and until when"),
    purpose=gettext_lazy("to prove what the person agreed to, and to stop at once when it is withdrawn"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=WISHES,
)  # fmt: skip
declare(
    Proxy, "person", "name", "phone", "matters", "how", "valid_from", "valid_to",
    what=gettext_lazy("name and telephone of who acts for you, for what, how it was authorised, first and last day"),
    purpose=gettext_lazy("to let somebody act for a person who wishes it, in these matters alone"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT,
    kept=Kept(gettext_lazy("after it has ended"), "residents.proxy.days", erase_ended),
)  # fmt: skip
declare(
    LifeEvent, "person", "kind", "happened_on", "left", "confirmed", "ended",
    what=gettext_lazy("what happened and when, and what was settled"),
    purpose=gettext_lazy("to settle what a death, a move, a birth or an illness touches, and to ask nobody twice"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT,
    kept=Kept(gettext_lazy("after it was written down"), "residents.event.days", erase_events),
)  # fmt: skip
impersonal(Household, "number", why="the number of a book; whom it holds is said by the residences")


def _person(person: Any) -> list[list[Fact]]:
    died = ("died_on",) if person.died_on else ()
    return [facts(person, "name", "phone", "identity_number", "born_on", *died)]


def _residences(person: Any) -> list[list[Fact]]:
    rows = queries.residences_of(person)
    return [facts(row, "dwelling", "household", "kind", "valid_from", "valid_to") for row in rows]


def _reach(person: Any) -> list[list[Fact]]:
    reach = queries.reach_of(person)
    names = ("channel", "from_hour", "to_hour", "language", "read_aloud", "do_not_visit")
    return [facts(reach, *names)] if reach else []


def _consents(person: Any) -> list[list[Fact]]:
    names = ("version", "channel", "guardian", "given_at", "withdrawn_at")
    return [[_purpose(row), *facts(row, *names)] for row in queries.consents(person)]


def _purpose(row: Consent) -> Fact:
    """A purpose in the words that people know; its code where no app has it any more."""
    (fact,) = facts(row, "purpose")
    known = PURPOSES.get(row.purpose)
    if known is None:
        return fact
    return fact._replace(value=f"{known.label}{_(': ')}{known.words}")


def _proxies(person: Any) -> list[list[Fact]]:
    names = ("name", "phone", "how", "valid_from", "valid_to", "ended_at")
    matters = Proxy._meta.get_field("matters").verbose_name
    return [
        [*facts(row, *names), Fact("matters", str(matters), _(", ").join(in_words(row.matters)))]
        for row in proxies_of(person)
    ]


def _events(person: Any) -> list[list[Fact]]:
    return [facts(row, "kind", "happened_on", "written_at", "taken_back_at") for row in events_of(person)]


def _erase_events(person: Any) -> None:
    LifeEvent.objects.of(person.community_id).filter(person_id=person.pk).delete()


def _erase_proxies(person: Any) -> None:
    Proxy.objects.of(person.community_id).filter(person_id=person.pk).delete()


def _stays(person: Any) -> str:
    here = Residence.objects.of(person.community_id).filter(not_over(), person=person)
    return _("The person lives or is registered here; write down the move first.") if here.exists() else ""


hold(OfPerson("residents", pgettext_lazy("part of a copy", "the person"), show=_person, stays=_stays))
hold(
    OfPerson(
        "residents.residences",
        gettext_lazy("where the person lives and lived"),
        show=_residences,
        touched=touching.residences,
    )
)
hold(OfPerson("residents.reach", gettext_lazy("how the person wants to be reached"), show=_reach))
hold(
    OfPerson(
        "residents.consents",
        gettext_lazy("what the person agreed to"),
        show=_consents,
        touched=touching.consents,
    )
)
hold(
    OfPerson(
        "residents.proxies",
        gettext_lazy("who acts for the person"),
        show=_proxies,
        erase=_erase_proxies,
        touched=touching.proxies_of,
    )
)
hold(OfPerson("residents.events", gettext_lazy("life events"), show=_events, erase=_erase_events))
