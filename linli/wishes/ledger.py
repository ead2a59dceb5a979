"""心愿台账 and 实事台账. No column tells who wished; none orders by who helps."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Choice, Days, States
from linli.wishes import queries
from linli.wishes.models import Channel, Kind, MicroWish, PracticalDeed


def wishes_matching(word: str) -> Q:
    """Wishes whose number or words contain a word."""
    return Q(number__icontains=word) | Q(title__icontains=word) | Q(text__icontains=word)


def deeds_matching(word: str) -> Q:
    """Deeds whose number or words contain a word."""
    return (
        Q(number__icontains=word) | Q(title__icontains=word) | Q(what__icontains=word)
        | Q(evidence__icontains=word) | Q(organisation__icontains=word)
    )  # fmt: skip


WISHES = declare(
    Ledger(
        code="wishes",
        title=_("Micro-wishes"),
        right="wishes.desk",
        model=MicroWish,
        rows=queries.wishes_for,
        order="-collected_at",
        states=States(
            queries.states,
            (
                ("collected", _("To be looked at")),
                ("examined", _("To be put on the wall")),
                ("published", _("Wait for somebody")),
                ("claimed", _("Somebody is on it")),
                ("fulfilled", _("Wisher is asked")),
                ("lit", _("Lit")),
                ("ended", _("Ended otherwise")),
            ),
            first="all",
        ),
        filters=(
            Choice("kind", _("kind of wish"), "kind", tuple(Kind.choices)),
            Choice("channel", _("channel"), "channel", tuple(Channel.choices)),
            Days("day", _("collected at"), "collected_at"),
        ),
        search=wishes_matching,
        search_words=_("Number or words of the wish"),
        columns=(
            Column("number", _("number"), lambda wish: wish.number, 8),
            Column("title", _("the wish in words for everybody"), lambda wish: wish.title, 18),
            Column("status", _("status"), lambda wish: wish.get_status_display(), 7),
            Column("kind", _("kind of wish"), lambda wish: wish.get_kind_display(), 6),
            Column("value", _("estimated value in yuan"), lambda wish: wish.yuan, 5),
            Column(
                "helpers", _("who help, of how many"), lambda wish: f"{wish.taken} / {wish.max_claimers}", 5
            ),
            Column("channel", _("channel"), lambda wish: wish.get_channel_display(), 5, on_page=False),
            Column("collected_at", _("collected at"), lambda wish: wish.collected_at, 8),
            Column("published_at", _("put on the wall at"), lambda wish: wish.published_at, 8, on_page=False),
            Column("due_on", _("wished by"), lambda wish: wish.due_on, 6, on_page=False),
            Column("fulfilled_at", _("fulfilled at"), lambda wish: wish.fulfilled_at, 8, on_page=False),
            Column("fulfilment", _("what was done"), lambda wish: wish.fulfilment, 18, on_page=False),
            Column("lit_at", _("lit at"), lambda wish: wish.lit_at, 8),
        ),
        page=("wishes:desk_wish", "number"),
        note=_("Newest first. Lit is only what the wisher confirmed."),
        actions=(
            Button(_("Write down a wish"), "wishes:enter", "plus", "wishes.collect"),
            Button(_("On paper"), "wishes:paper", "print", "wishes.collect"),
        ),
        empty=(_("No wish here"), _("New ones appear as soon as somebody makes one.")),
        icon="heart",
    )
)
DEEDS = declare(
    Ledger(
        code="practical_deeds",
        title=_("All practical deeds"),
        right="wishes.begin",
        model=PracticalDeed,
        rows=queries.deeds_for,
        order="-begun_at",
        states=States(
            queries.deed_states,
            (
                ("late", _("Late")),
                ("in_progress", _("Going on")),
                ("done", _("Done, to be confirmed")),
                ("confirmed", _("Confirmed")),
                ("dropped", _("Dropped")),
            ),
            first="all",
        ),
        filters=(Days("day", _("begun at"), "begun_at"),),
        search=deeds_matching,
        search_words=_("Number, words or organisation"),
        columns=(
            Column("number", _("number"), lambda deed: deed.number, 8),
            Column("title", _("practical deed"), lambda deed: deed.title, 18),
            Column("status", _("status"), lambda deed: deed.get_status_display(), 7),
            Column("category", _("kind, in words"), lambda deed: deed.category, 6, on_page=False),
            Column("holder", _("who does it"), lambda deed: deed.holder, 7),
            Column("due_on", _("due on"), lambda deed: deed.due_on, 6),
            Column("what", _("what is to be done"), lambda deed: deed.what, 20, on_page=False),
            Column("evidence", _("what was done"), lambda deed: deed.evidence, 20, on_page=False),
            Column("done_at", _("done at"), lambda deed: deed.done_at, 8),
            Column("satisfied", _("what residents say of it"), lambda deed: deed.get_satisfied_display(), 6),
            Column("confirmed_at", _("confirmed at"), lambda deed: deed.confirmed_at, 8, on_page=False),
        ),
        page=("wishes:desk_deed", "number"),
        note=_("Newest first."),
        actions=(Button(_("Begin a practical deed"), "wishes:begin", "plus", "wishes.begin"),),
        empty=(_("No practical deed here"), _("Begin one, or make one from an order.")),
        icon="flag",
    )
)
