"""Addresses of publications, channels, boards and the wall set: of everybody, of a member, of the Party organisation."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.publicity.ledger import PUBLICATIONS
from linli.publicity.views import boards, desk, read, wall
from linli.publicity.views.desk import VERBS

app_name = "publicity"
ASK, PARTY = "<slug:slug>/publications/", "desk/<slug:slug>/party/"
DESK, SERVE = f"{PARTY}publications/", "serve/<slug:slug>/party/publications/"
CHANNELS, BOARDS, WALL = (f"{PARTY}{name}/" for name in ("channels", "boards", "wall"))
urlpatterns = [
    path(ASK, read.published, name="published"),
    path(f"{ASK}<str:code>/", read.public_publication, name="public_publication"),
    path(SERVE, read.own, name="own"),
    path(f"{SERVE}<uuid:pk>", read.own_publication, name="own_publication"),
    *pages(PUBLICATIONS, DESK, "ledger"),
    path(f"{DESK}new", desk.draft, name="draft"),
    path(f"{DESK}<uuid:pk>", desk.publication, name="publication"),
    *[path(f"{DESK}<uuid:pk>/{verb}", getattr(desk, verb), name=verb) for verb in VERBS],
    path(f"{PARTY}quarters/", desk.quarters, name="quarters"),
    path(CHANNELS, desk.channels, name="channels"),
    path(f"{CHANNELS}new", desk.open_channel, name="open_channel"),
    path(f"{CHANNELS}<uuid:pk>/end", desk.end_channel, name="end_channel"),
    path(BOARDS, boards.boards, name="boards"),
    path(f"{BOARDS}new", boards.register_board, name="register_board"),
    path(f"{BOARDS}<uuid:pk>", boards.board, name="board"),
    path(f"{BOARDS}<uuid:pk>/put_up", boards.put_up, name="put_up"),
    path(f"{BOARDS}<uuid:pk>/end", boards.end_board, name="end_board"),
    path(f"{BOARDS}versions/<uuid:pk>", boards.version, name="version"),
    path(f"{BOARDS}versions/<uuid:pk>/attach", boards.attach, name="attach"),
    path(f"{BOARDS}versions/<uuid:pk>/pictures/<uuid:key>", boards.picture, name="picture"),
    path(WALL, wall.wall, name="wall"),
    path(f"{WALL}<uuid:pk>/<str:sheet>.pdf", wall.sheet_pdf, name="sheet_pdf"),
]
