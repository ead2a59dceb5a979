"""Addresses of pledges: of everybody, of a member, of the Party organisation."""

from django.urls import path, register_converter

from linli.ledgers.pages import pages
from linli.pledges.ledger import PLEDGES
from linli.pledges.views import ask, desk, planning, serve
from linli.pledges.views.acting import OWN, VERBS


class PledgeCode:
    """K7P4M2, with or without the hyphen, in any case."""

    regex = r"[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    to_url = to_python


register_converter(PledgeCode, "pledge_code")

app_name = "pledges"
ASK, PARTY = "<slug:slug>/pledges/", "desk/<slug:slug>/party/"
DESK, SERVE = f"{PARTY}pledges/", "serve/<slug:slug>/party/pledges/"
ROUNDS, GOALS, REPORTS = (f"{PARTY}{name}/" for name in ("pledge-rounds", "goals", "duty-reports"))
urlpatterns = [
    path(ASK, ask.board, name="board"),
    path(f"{ASK}done", ask.done, name="done"),
    path(f"{ASK}<pledge_code:code>/", ask.public_pledge, name="public_pledge"),
    *pages(PLEDGES, DESK, "ledger"),
    path(f"{DESK}new", desk.write_down, name="write_down"),
    path(f"{DESK}board.pdf", desk.board_pdf, name="board_pdf"),
    path(f"{DESK}<uuid:pk>", desk.pledge_detail, name="pledge_detail"),
    path(f"{DESK}<uuid:pk>/card.pdf", desk.card_pdf, name="card_pdf"),
    path(f"{DESK}<uuid:pk>/letter.pdf", desk.letter_pdf, name="letter_pdf"),
    *[path(f"{DESK}<uuid:pk>/{verb}", getattr(desk, verb), name=verb) for verb in VERBS],
    path(ROUNDS, planning.rounds, name="rounds"),
    path(f"{ROUNDS}new", planning.open_round, name="open_round"),
    path(f"{ROUNDS}<uuid:pk>", planning.round_detail, name="round_detail"),
    path(GOALS, planning.goals, name="goals"),
    path(f"{GOALS}new", planning.set_goal, name="set_goal"),
    path(f"{GOALS}<uuid:pk>/note", planning.note_goal, name="note_goal"),
    path(REPORTS, planning.reports, name="reports"),
    path(f"{REPORTS}new", planning.report, name="report"),
    path(f"{REPORTS}<uuid:pk>", planning.report_detail, name="report_detail"),
    path(f"{REPORTS}<uuid:pk>/appraise", planning.appraise, name="appraise"),
    path(SERVE, serve.own, name="own"),
    path(f"{SERVE}new", serve.write, name="own_write"),
    path(f"{SERVE}<uuid:pk>", serve.own_pledge, name="own_pledge"),
    *[path(f"{SERVE}<uuid:pk>/{verb}", getattr(serve, f"own_{verb}"), name=f"own_{verb}") for verb in OWN],
]
