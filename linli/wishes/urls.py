"""Addresses of wishes and practical deeds: of residents, of who helps, of the desk."""

from django.urls import path, register_converter

from linli.ledgers.pages import pages
from linli.wishes.ledger import DEEDS, WISHES
from linli.wishes.views import ask, deeds, desk, paper, serve


class WishNumber:
    """W2026-0417: a wish's year and running number."""

    regex = r"W\d{4}-\d{4,7}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    to_url = to_python


class DeedNumber(WishNumber):
    """D2026-0417: a deed's year and running number."""

    regex = r"D\d{4}-\d{4,7}"


class WishCode(WishNumber):
    """K7P4M2, with or without the hyphen, in any case."""

    regex = r"[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"


register_converter(WishNumber, "wish_number")
register_converter(DeedNumber, "deed_number")
register_converter(WishCode, "wish_code")

app_name = "wishes"
ASK, DESK, SERVE = "<slug:slug>/wishes/", "desk/<slug:slug>/wishes/", "serve/<slug:slug>/wishes/"
DEED_ROOM = "desk/<slug:slug>/deeds/"
ONE, OWN, DEED = (
    f"{DESK}<wish_number:number>",
    f"{ASK}follow/<wish_code:code>",
    f"{DEED_ROOM}<deed_number:number>",
)
urlpatterns = [
    path(ASK, ask.wall, name="wall"),
    path(f"{ASK}new", ask.make, name="make"),
    path(f"{ASK}received/<wish_code:code>", ask.received, name="received"),
    path(f"{ASK}follow", ask.look_up, name="look_up"),
    path(OWN, ask.follow, name="follow"),
    path(f"{OWN}/qr.png", ask.qr, name="qr"),
    *[
        path(f"{OWN}/{verb}", getattr(ask, verb), name=f"wisher_{verb}")
        for verb in ("light", "reopen", "withdraw", "thank")
    ],
    path("<slug:slug>/deeds/", ask.deeds, name="public_deeds"),
    *pages(WISHES, DESK, "ledger"),
    path(f"{DESK}enter", desk.enter, name="enter"),
    path(f"{DESK}written/<wish_number:number>", desk.written, name="written"),
    path(f"{DESK}paper", paper.paper, name="paper"),
    path(f"{DESK}form.pdf", paper.form_pdf, name="form_pdf"),
    path(f"{DESK}wall.pdf", paper.wall_pdf, name="wall_pdf"),
    path(ONE, desk.wish, name="desk_wish"),
    *[path(f"{ONE}/{verb}", getattr(desk, verb), name=verb) for verb in desk.VERBS],
    path(f"{ONE}/pictures/<uuid:attachment>", desk.picture, name="desk_picture"),
    path(f"{ONE}/detach", desk.detach, name="desk_detach"),
    path(SERVE, serve.wishes, name="serve"),
    path(f"{SERVE}<wish_number:number>", serve.wish, name="serve_wish"),
    *[
        path(f"{SERVE}<wish_number:number>/{verb}", getattr(serve, verb), name=f"serve_{verb}")
        for verb in ("claim", "release", "fulfil")
    ],
    path(f"{SERVE}<wish_number:number>/pictures/<uuid:attachment>", serve.picture, name="serve_picture"),
    path("serve/<slug:slug>/deeds/<deed_number:number>", serve.deed, name="serve_deed"),
    path(DEED_ROOM, deeds.board, name="deeds"),
    *pages(DEEDS, f"{DEED_ROOM}all/", "deeds_ledger"),
    path(f"{DEED_ROOM}begin", deeds.begin, name="begin"),
    path(f"{DEED_ROOM}by-key/<uuid:pk>", deeds.deed_by_key, name="deed_by_key"),
    path(DEED, deeds.deed, name="desk_deed"),
    *[path(f"{DEED}/{verb}", getattr(deeds, verb), name=verb) for verb in deeds.VERBS],
]
