"""What is told about a wish, to whom. The worker tells it after the verb (core.outbox); what was overtaken is not told.

A text to the wisher names no person and says no word of the wish, because anybody may look over a shoulder; what staff read
out carries no code, because who holds code and telephone answers as the wisher (M-12).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.accounts.models import Posting, User
from linli.accounts.queries import in_force
from linli.core import outbox
from linli.core.audit import AuditEntry
from linli.core.keys import show_code
from linli.core.links import absolute
from linli.core.rights import Actor
from linli.notifications import actions as notifications
from linli.notifications.addresses import Address, Channel, Event
from linli.residents.ways import addresses
from linli.wishes.models import MicroWish, PracticalDeed, WishClaim
from linli.wishes.rights import DESK
from linli.wishes.workflow import DeedStatus, WishStatus

Telling = Callable[[MicroWish, AuditEntry], None]


def _after(*verbs: str) -> Callable[[Telling], Telling]:
    """What is told after a verb, in the installation's language, where the wish has not gone on meanwhile."""

    def register(tell: Telling) -> Telling:
        @outbox.after(*(f"wishes.{verb}" for verb in verbs))
        def follow(entry: AuditEntry) -> None:
            rows = MicroWish.objects.of(entry.community_id).filter(pk=entry.subject_id)
            wish = rows.select_related("community", "person", "fulfilled_by").first()
            if wish and not outbox.later(entry):
                with translation.override(settings.LANGUAGE_CODE):
                    notifications.overtake(wish, by=_machine(wish), said_until=entry.happened_at)
                    tell(wish, entry)

        return tell

    return register


@_after("collect")
def of_collect(wish: MicroWish, entry: AuditEntry) -> None:
    """征集: one that came by the page is looked at by the desk; what the desk wrote down it knows."""
    if wish.entered_by_id is None:
        _to_desk(wish, entry, _("%(number)s: somebody made a wish, please look at it."))


@_after("publish")
def of_publish(wish: MicroWish, entry: AuditEntry) -> None:
    """公布: the wisher hears that it hangs on the wall, without the name."""
    _to_wisher(
        wish, entry,
        _("[%(community)s] Your wish %(number)s is on the wish wall now, without your name. See: %(link)s (code %(code)s)%(phone)s."),
        _("Your wish %(number)s is on the wish wall of %(community)s now, without your name. We tell you when somebody takes it up%(phone)s."),
    )  # fmt: skip


@_after("claim")
def of_claim(wish: MicroWish, entry: AuditEntry) -> None:
    """认领: the wisher hears when all the places are taken."""
    if wish.status == WishStatus.CLAIMED:
        _to_wisher(
            wish, entry,
            _("[%(community)s] Somebody has taken up your wish %(number)s and will get in touch. See: %(link)s (code %(code)s)%(phone)s."),
            _("Somebody has taken up your wish %(number)s at %(community)s and will get in touch%(phone)s."),
        )  # fmt: skip


@_after("release")
def of_release(wish: MicroWish, entry: AuditEntry) -> None:
    """放回: the desk looks for somebody else; the wisher is not told, for the wish still hangs."""
    _to_desk(wish, entry, _("%(number)s %(title)s: given back, it hangs on the wall again."))


@_after("fulfil")
def of_fulfil(wish: MicroWish, entry: AuditEntry) -> None:
    """实现: the wisher is asked whether it is so, by somebody else than who did it."""
    _to_wisher(
        wish, entry,
        _("[%(community)s] Your wish %(number)s is said to be fulfilled. Is it? You have the word: %(link)s (code %(code)s)%(phone)s."),
        _("Your wish %(number)s at %(community)s is said to be fulfilled. Is it? You have the word: say so with your receipt, or tell us%(phone)s."),
    )  # fmt: skip


@_after("reopen")
def of_reopen(wish: MicroWish, entry: AuditEntry) -> None:
    """没实现: the desk finds somebody else; who had claimed it hears that it is free."""
    _to_desk(
        wish,
        entry,
        _("%(number)s %(title)s: the wisher says that it is not fulfilled; it hangs on the wall."),
    )
    _to_former(wish, entry, _("%(number)s %(title)s: the wisher says that it is not fulfilled."))


@_after("withdraw")
def of_withdraw(wish: MicroWish, entry: AuditEntry) -> None:
    """撤回: who had claimed it need do nothing more."""
    _to_former(
        wish, entry, _("%(number)s %(title)s: the wisher wishes it no longer. Thank you; nothing is to do.")
    )


@_after("decline")
def of_decline(wish: MicroWish, entry: AuditEntry) -> None:
    """不予公布: the wisher reads why, and where to go instead."""
    _to_wisher(
        wish, entry,
        _("[%(community)s] Your wish %(number)s cannot go on the wish wall. Why, and where to go instead: %(link)s (code %(code)s)%(phone)s."),
        _("Your wish %(number)s cannot go on the wish wall of %(community)s. The answer says why and where to go instead: look it up with your receipt, or ask us%(phone)s."),
    )  # fmt: skip


@_after("light", "examine")
def of_end(wish: MicroWish, entry: AuditEntry) -> None:
    """Lit: there is nothing more to ask. Looked at: the wisher hears when it hangs."""


@outbox.after("wishes.begin", "wishes.hand_on")
def of_owner(entry: AuditEntry) -> None:
    """立项, 转交: who does a deed is told, unless they wrote it down themselves."""
    deed = (
        PracticalDeed.objects.of(entry.community_id)
        .select_related("community", "owner")
        .get(pk=entry.subject_id)
    )
    if (
        deed.status != DeedStatus.IN_PROGRESS
        or deed.owner is None
        or deed.owner_id == entry.actor_id
        or outbox.later(entry)
    ):
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(number)s %(title)s: this practical deed is yours, due on %(due)s.") % {
            "number": deed.number, "title": deed.title, "due": date_format(deed.due_on, "MONTH_DAY_FORMAT"),
        }  # fmt: skip
    path = reverse("wishes:serve_deed", args=[deed.community.slug, deed.number])
    notifications.notify_inboxes(Event.of(entry.action, deed, entry.pk), [deed.owner], text=text, path=path)


def desk_of(community_id: Any) -> QuerySet[User]:
    """Who works at the desk of the whole community today."""
    held = Posting.objects.filter(in_force(), community=community_id, role__in=DESK, place_id__isnull=True)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True)


def ways_to(wish: MicroWish) -> list[Address]:
    """The ways to the wisher: as the person wants; without a telephone somebody goes where the wisher is found."""
    phone = wish.wisher_phone or (wish.person.phone if wish.person else "")
    found = addresses(wish.community_id, phone, wish.wisher_name)
    return found or (
        [Address(Channel.VISIT, wish.place, wish.wisher_name)] if wish.place and not phone else []
    )


def _machine(wish: MicroWish) -> Actor:
    return Actor(wish.community_id, "Linli")


def _values(wish: MicroWish) -> dict[str, Any]:
    return {"number": wish.number, "title": wish.title}


def _to_desk(wish: MicroWish, entry: AuditEntry, text: str) -> None:
    path = reverse("wishes:desk_wish", args=[wish.community.slug, wish.number])
    who: Iterable[User] = [user for user in desk_of(wish.community_id) if user.pk != entry.actor_id]
    notifications.notify_inboxes(
        Event.of(entry.action, wish, entry.pk), who, text=text % _values(wish), path=path
    )


def _to_former(wish: MicroWish, entry: AuditEntry, text: str) -> None:
    """Those whose claims ended with this act."""
    rows = WishClaim.objects.of(wish.community_id).filter(wish=wish, released_at__gte=entry.happened_at)
    users = User.objects.filter(pk__in=rows.values("user_id"), is_active=True)
    path = reverse("wishes:serve", args=[wish.community.slug])
    event = Event.of(f"{entry.action}.former", wish, entry.pk)
    notifications.notify_inboxes(event, users, text=text % _values(wish), path=path)


def _to_wisher(wish: MicroWish, entry: AuditEntry, text: str, spoken: str) -> None:
    """By the way that the wisher wants; where there is none, the page of the wish says so."""
    community = wish.community
    values = {
        **_values(wish),
        "community": community.name,
        "phone": _(", telephone %(number)s") % {"number": community.telephone} if community.telephone else "",
    }
    link = absolute(reverse("wishes:follow", args=[community.slug, wish.code]))
    notifications.notify(
        Event.of(entry.action, wish, entry.pk),
        ways_to(wish),
        text=text % {**values, "code": show_code(wish.code), "link": link},
        spoken=spoken % values,
        path=reverse("wishes:desk_wish", args=[community.slug, wish.number]),
        done_by=wish.fulfilled_by,
        by=_machine(wish),
    )
