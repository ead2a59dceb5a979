"""交办台账: every directed task, the newest first; 会议台账, 问题清单 and 微党课台账."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Choice, Days, States
from linli.meetings import queries
from linli.meetings.kinds import Kind, LectureChannel, StudyForm
from linli.meetings.models import DirectedTask, Giver, Meeting, MicroLecture, Problem


def matching(word: str) -> Q:
    """Tasks whose words, office or paper contain a word."""
    return (
        Q(title__icontains=word) | Q(text__icontains=word) | Q(office__icontains=word)
        | Q(document_number__icontains=word) | Q(reply__icontains=word)
    )  # fmt: skip


TASKS = declare(
    Ledger(
        code="directed_tasks",
        title=_("All directed tasks"),
        right="meetings.view_tasks",
        model=DirectedTask,
        rows=queries.tasks_for,
        order="-given_on",
        states=States(
            queries.states,
            (
                ("overdue", _("Overdue")),
                ("today", _("Today")),
                ("week", _("This week")),
                ("later", _("Later")),
                ("awaiting", _("Waiting for the street")),
                ("ended", _("Ended")),
            ),
            first="all",
        ),
        filters=(
            Choice("giver", _("given by"), "giver", tuple(Giver.choices)),
            Days("day", _("given on"), "given_on"),
        ),
        search=matching,
        search_words=_("What, office or number of the paper"),
        columns=(
            Column("title", _("what is to be done"), lambda task: task.title, 18),
            Column("status", _("status"), lambda task: task.get_status_display(), 6),
            Column("giver", _("given by"), lambda task: task.source, 10),
            Column("document_number", _("number of the paper"), lambda task: task.document_number, 8),
            Column("given_on", _("given on"), lambda task: task.given_on, 6),
            Column("due_at", _("due at"), lambda task: task.due_at, 8),
            Column("handler", _("who does it"), lambda task: task.handler.name, 5),
            Column("text", _("more about it"), lambda task: task.text, 20, on_page=False),
            Column("reply", _("what was done"), lambda task: task.reply, 20, on_page=False),
            Column("deed", _("done by"), lambda task: task.deed_label, 12, on_page=False),
            Column("ended_at", _("finished or called off at"), lambda task: task.ended_at, 8, on_page=False),
        ),
        page=("meetings:task", "pk"),
        note=_("Newest first."),
        actions=(Button(_("Write down a directed task"), "meetings:give", "plus", "meetings.give"),),
        empty=(
            _("No directed task here"),
            _("Write one down when the street or the secretary asks for something."),
        ),
    )
)


def meetings_matching(word: str) -> Q:
    """Meetings whose number, title or summary contain a word."""
    return Q(number__icontains=word) | Q(title__icontains=word) | Q(summary__icontains=word)


def problems_matching(word: str) -> Q:
    """Problems whose words, measure or person contain a word."""
    return Q(words__icontains=word) | Q(measure__icontains=word) | Q(person__name__icontains=word)


def lectures_matching(word: str) -> Q:
    """Micro-lectures whose title or words contain a word."""
    return Q(title__icontains=word) | Q(text__icontains=word)


MEETINGS = declare(
    Ledger(
        code="meetings",
        title=_("Meetings"),
        right="meetings.view_meetings",
        model=Meeting,
        rows=lambda actor: queries.meetings_for(actor).defer("summary"),
        order="-starts_at",
        states=States(
            queries.meeting_states,
            (
                ("coming", _("To come")),
                ("unheld", _("Who came?")),
                ("held", _("Minutes lacking")),
                ("minuted", _("To be filed")),
                ("filed", _("Filed")),
                ("cancelled", _("Cancelled")),
            ),
            first="all",
        ),
        filters=(
            Choice("kind", _("kind of meeting"), "kind", tuple(Kind.choices)),
            Among(
                "organisation",
                _("Party organisation"),
                "organisation",
                rows=queries.organisations_for,
            ),
            Choice("form", _("form of study"), "form", tuple(StudyForm.choices)),
            Days("day", _("starts at"), "starts_at"),
        ),
        search=meetings_matching,
        search_words=_("Number, title or summary"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 8),
            Column("title", _("theme or title"), lambda row: row.title, 18),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("kind", _("kind of meeting"), lambda row: row.get_kind_display(), 7),
            Column("body", _("held by"), lambda row: str(row.body), 10),
            Column("starts_at", _("starts at"), lambda row: row.starts_at, 8),
            Column("place", _("place of the meeting"), lambda row: row.place, 8, on_page=False),
            Column("entitled", _("entitled to vote"), lambda row: row.entitled, 4, on_page=False),
            Column("present", _("present of those entitled"), lambda row: row.present, 4, on_page=False),
            Column("form", _("form of study"), lambda row: row.get_form_display(), 6, on_page=False),
            Column("lecturer", _("lecturer"), lambda row: row.lecturer, 6, on_page=False),
            Column("filed_at", _("filed at"), lambda row: row.filed_at, 8, on_page=False),
        ),
        page=("meetings:meeting", "pk"),
        note=_("The latest first."),
        actions=(Button(_("Convene a meeting"), "meetings:convene", "plus", "meetings.convene"),),
        empty=(_("No meeting here"), _("Convene one; its agenda is proposed.")),
        icon="users",
    )
)
PROBLEMS = declare(
    Ledger(
        code="problem_lists",
        title=_("Lists of problems"),
        right="meetings.view_problems",
        model=Problem,
        rows=queries.problems_for,
        order="due_on",
        states=States(
            queries.problem_states,
            (
                ("overdue", _("Overdue")),
                ("rectifying", pgettext_lazy("problem status", "To be put right")),
                ("rectified", pgettext_lazy("problem status", "Put right")),
                ("struck", pgettext_lazy("problem status", "Struck")),
            ),
            first="all",
        ),
        filters=(
            Among(
                "organisation",
                _("Party organisation"),
                "meeting__organisation",
                rows=queries.organisations_for,
            ),
            Days("day", _("to be put right by"), "due_on"),
        ),
        search=problems_matching,
        search_words=_("What was found, or whose it is"),
        columns=(
            Column("words", pgettext_lazy("of a problem", "what was found"), lambda row: row.words, 20),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("person", pgettext_lazy("of a problem", "whose"), lambda row: row.person.name, 5),
            Column("due_on", _("to be put right by"), lambda row: row.due_on, 7),
            Column("body", _("held by"), lambda row: str(row.meeting.body), 10),
            Column("measure", _("how it is put right"), lambda row: row.measure, 20, on_page=False),
            Column(
                "rectified_on",
                pgettext_lazy("of a problem", "put right on"),
                lambda row: row.rectified_on,
                7,
                on_page=False,
            ),
            Column("outcome", _("what was done about it"), lambda row: row.outcome, 20, on_page=False),
            Column("meeting", _("meeting"), lambda row: row.meeting.number, 8, on_page=False),
        ),
        page=("meetings:problem", "pk"),
        note=_("The first due first."),
        empty=(
            _("No problem on a list"),
            _("They are put on the list on the page of an organisation life meeting."),
        ),
        icon="flag",
    )
)
LECTURES = declare(
    Ledger(
        code="micro_lectures",
        title=_("Micro-lectures"),
        right="meetings.view_lectures",
        model=MicroLecture,
        rows=lambda actor: queries.lectures_for(actor).defer("text"),
        order="-published_on",
        filters=(
            Choice("channel", _("channel"), "channel", tuple(LectureChannel.choices)),
            Days("day", _("published on"), "published_on"),
        ),
        search=lectures_matching,
        search_words=_("Title or words"),
        columns=(
            Column("title", _("title of the lecture"), lambda row: row.title, 20),
            Column("channel", _("channel"), lambda row: row.get_channel_display(), 7),
            Column("published_on", _("published on"), lambda row: row.published_on, 6),
            Column("lecturer", _("lecturer"), lambda row: row.lecturer, 6),
            Column("organisation", _("Party organisation"), lambda row: str(row.organisation), 10),
            Column("withdrawn_on", _("taken off on"), lambda row: row.withdrawn_on, 6, on_page=False),
            Column("link", _("link"), lambda row: row.link, 14, on_page=False),
        ),
        page=("meetings:lecture", "pk"),
        note=_("The latest first. One line for each publication."),
        actions=(
            Button(
                _("Write down a micro-lecture"),
                "meetings:publish_lecture",
                "plus",
                "meetings.publish_lecture",
            ),
        ),
        empty=(_("No micro-lecture here"), _("Write down what went out.")),
        icon="megaphone",
    )
)
