"""Addresses of directed tasks, meetings and study at the desk, and of a member's own meetings."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.meetings.ledger import LECTURES, MEETINGS, PROBLEMS, TASKS
from linli.meetings.meeting_papers import WRITTEN
from linli.meetings.views import board, feeds, meetings, own, paper, problems, study, tasks

app_name = "meetings"
DESK = "desk/<slug:slug>/tasks/"
PARTY = "desk/<slug:slug>/party/"
ROOM = f"{PARTY}meetings/"
SERVE = "serve/<slug:slug>/party/"
VERBS = ("hold", "minute", "file", "put_to_vote", "adopt", "postpone", "cancel_meeting", "supplement")
urlpatterns = [
    path(DESK, tasks.tasks, name="tasks"),
    path(f"{DESK}give", tasks.give, name="give"),
    *pages(TASKS, f"{DESK}all/", "ledger"),
    path(f"{DESK}month.pdf", tasks.month_pdf, name="month_pdf"),
    path(f"{DESK}<uuid:pk>", tasks.task, name="task"),
    *[
        path(f"{DESK}<uuid:pk>/{verb}", getattr(tasks, verb), name=verb)
        for verb in ("finish", "await_reply", "resume", "extend", "hand_on", "call_off")
    ],
    path(PARTY, board.cadence, name="cadence"),
    path(f"{PARTY}excuse/<uuid:pk>/<slug:kind>/<slug:slot>", board.excuse, name="excuse"),
    path(f"{ROOM}new", meetings.convene, name="convene"),
    *pages(MEETINGS, ROOM, "meetings"),
    path(f"{ROOM}<uuid:pk>", meetings.meeting, name="meeting"),
    *[path(f"{ROOM}<uuid:pk>/{verb}", getattr(meetings, verb), name=verb) for verb in VERBS],
    path(f"{ROOM}<uuid:pk>/attach", meetings.attach, name="attach"),
    path(f"{ROOM}<uuid:pk>/pictures/<uuid:key>", meetings.picture, name="picture"),
    *[
        path(f"{ROOM}<uuid:pk>/{kind}.pdf", getattr(paper, kind), name=f"{kind}_pdf")
        for kind in (*WRITTEN, "sheet", "door")
    ],
    path(f"{ROOM}<uuid:pk>/problems", problems.list_problem, name="list_problem"),
    *pages(PROBLEMS, f"{PARTY}problems/", "problems"),
    path(f"{PARTY}problems/<uuid:pk>", problems.problem, name="problem"),
    *[
        path(f"{PARTY}problems/<uuid:pk>/{verb}", getattr(problems, verb), name=verb)
        for verb in ("rectify", "relist", "strike")
    ],
    *[
        path(f"{ROOM}<uuid:pk>/{kind}.docx", getattr(paper, f"{kind}_word"), name=f"{kind}_word")
        for kind in WRITTEN
    ],
    path(f"{PARTY}year/<uuid:pk>.pdf", paper.year, name="year_pdf"),
    path(f"{PARTY}year/<uuid:pk>.zip", paper.year_files, name="year_files"),
    *pages(LECTURES, f"{PARTY}lectures/", "lectures"),
    path(f"{PARTY}lectures/new", study.publish_lecture, name="publish_lecture"),
    path(f"{PARTY}lectures/<uuid:pk>", study.lecture, name="lecture"),
    path(f"{PARTY}lectures/<uuid:pk>/withdraw", study.withdraw_lecture, name="withdraw_lecture"),
    path(SERVE, own.own, name="own"),
    path(f"{SERVE}meetings/<uuid:pk>", own.arrive, name="arrive"),
    path(f"{SERVE}notes/", own.notes, name="notes"),
    path(f"{SERVE}notes/new", own.write_note, name="write_note"),
    path(f"{SERVE}notes/<uuid:pk>", own.note, name="note"),
    *[
        path(f"{SERVE}notes/<uuid:pk>/{verb}", getattr(own, verb), name=verb)
        for verb in ("amend_note", "share_note", "unshare_note", "erase_note")
    ],
    path(f"{SERVE}calendar", feeds.subscribe_own, name="subscribe_own"),
    path(f"{PARTY}calendar/<uuid:pk>", feeds.subscribe, name="subscribe"),
    path("<slug:slug>/calendar/<str:secret>.ics", feeds.feed, name="feed"),
]
