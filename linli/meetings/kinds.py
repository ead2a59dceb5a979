"""种类: which meetings there are, who comes together for each, and what usually stands on the agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.meetings import cadence, life
from linli.organisations.models import Level
from linli.organisations.rolls import Body


class Kind(models.TextChoices):
    """会议种类."""

    ASSEMBLY = "branch_assembly", pgettext_lazy("kind of meeting", "branch assembly")
    COMMITTEE = "committee_meeting", pgettext_lazy("kind of meeting", "committee meeting")
    GROUP = "group_meeting", pgettext_lazy("kind of meeting", "Party group meeting")
    LECTURE = "lecture", pgettext_lazy("kind of meeting", "Party lecture")
    THEME_DAY = "theme_day", pgettext_lazy("kind of meeting", "theme day")
    ORGANISATION_LIFE = "organisation_life", pgettext_lazy("kind of meeting", "organisation life meeting")
    DEMOCRATIC_LIFE = "democratic_life", pgettext_lazy("kind of meeting", "democratic life meeting")
    APPRAISAL = "appraisal", pgettext_lazy("kind of meeting", "appraisal of members")
    THEORY = "theory_study", pgettext_lazy("kind of meeting", "theory study")
    SEMINAR = "seminar", pgettext_lazy("kind of meeting", "seminar")
    LEADING_GROUP = "leading_group", pgettext_lazy("kind of meeting", "meeting of a work group")
    JOINT = "joint", pgettext_lazy("kind of meeting", "joint meeting")


class Presence(models.TextChoices):
    """到会情况. Nobody comes for another: there is no substitute."""

    INVITED = "invited", pgettext_lazy("attendance", "invited")
    PRESENT = "present", pgettext_lazy("attendance", "present")
    EXCUSED = "excused", pgettext_lazy("attendance", "excused")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")


class Excuse(models.TextChoices):
    """请假原因: three words are enough; nobody writes down why somebody is at home."""

    DUTY = "duty", pgettext_lazy("reason of absence", "on duty")
    AWAY = "away", pgettext_lazy("reason of absence", "away from here")
    PRIVATE = "private", pgettext_lazy("reason of absence", "private reasons")


class StudyForm(models.TextChoices):
    """学习形式."""

    LECTURE = "lecture", pgettext_lazy("form of study", "lecture")
    RED_SITE = "red_site", pgettext_lazy("form of study", "visit to a red site")
    FILM = "film", pgettext_lazy("form of study", "film")
    VETERAN = "veteran", pgettext_lazy("form of study", "a veteran tells")
    CAUTIONARY = "cautionary", pgettext_lazy("form of study", "cautionary education")
    READING = "reading", pgettext_lazy("form of study", "reading together")
    PRACTICE = "practice", pgettext_lazy("form of study", "practice")


class Classroom(models.TextChoices):
    """四个课堂: 专题、指尖、定制、庭院."""

    TOPIC = "topic", pgettext_lazy("classroom", "classroom of one topic")
    FINGERTIP = "fingertip", pgettext_lazy("classroom", "classroom at the fingertips")
    BESPOKE = "bespoke", pgettext_lazy("classroom", "classroom made to measure")
    COURTYARD = "courtyard", pgettext_lazy("classroom", "classroom in the courtyard")


class LectureChannel(models.TextChoices):
    """推送渠道."""

    WECHAT = "wechat", pgettext_lazy("of a micro-lecture", "WeChat account")
    GROUP = "group", pgettext_lazy("of a micro-lecture", "chat group")
    VIDEO = "video", pgettext_lazy("of a micro-lecture", "video channel")
    RADIO = "radio", pgettext_lazy("of a micro-lecture", "loudspeaker")
    SCREEN = "screen", pgettext_lazy("of a micro-lecture", "screen of the community")


#: As the rules call them.
RULE_NAMES: dict[str, str] = {
    Kind.ASSEMBLY: cadence.ASSEMBLY,
    Kind.COMMITTEE: cadence.COMMITTEE,
    Kind.GROUP: cadence.GROUP,
    Kind.LECTURE: cadence.LECTURE,
    Kind.THEME_DAY: cadence.THEME_DAY,
}
#: 三会一课、主题党日, in the order in which the board shows them: for a branch, and for a group below it.
OF_A_BRANCH = (Kind.ASSEMBLY, Kind.COMMITTEE, Kind.THEME_DAY, Kind.LECTURE)
OF_A_GROUP = (Kind.GROUP,)
#: Kinds that people learn from: they have a form, a lecturer, a classroom.
STUDY = (Kind.LECTURE, Kind.THEME_DAY, Kind.THEORY, Kind.SEMINAR)
#: Kinds that end with a list of problems, as R-04 calls them.
LIFE: dict[str, str] = {
    Kind.ORGANISATION_LIFE: life.ORGANISATION_LIFE,
    Kind.DEMOCRATIC_LIFE: life.DEMOCRATIC_LIFE,
}
#: Kinds that decide only with a quorum, and by votes of those entitled (R-03, C-03).
NEEDS_QUORUM = (Kind.ASSEMBLY, Kind.COMMITTEE)
#: Which level of organisation holds a kind; kinds that are not named here may be held by all.
LEVELS: dict[str, tuple[str, ...]] = {
    Kind.ASSEMBLY: (Level.BRANCH,),
    Kind.GROUP: (Level.GROUP,),
}


def body_of(kind: str, level: str) -> str:
    """Whose roll counts: all members of a branch or of a group, else those who sit on the committee."""
    if kind in {Kind.COMMITTEE, Kind.DEMOCRATIC_LIFE}:
        return Body.COMMITTEE
    return {Level.BRANCH: Body.ASSEMBLY, Level.GROUP: Body.GROUP}.get(Level(level), Body.COMMITTEE)


#: 议程模板: what usually stands on the agenda; the secretary changes it.
AGENDAS: dict[str, tuple[object, ...]] = {
    Kind.ASSEMBLY: (
        _("Report of the committee's work of the quarter"),
        _("Discussion and decision"),
        _("Tasks of the next quarter"),
    ),
    Kind.COMMITTEE: (_("Study of papers"), _("Work of last month"), _("Work of this month"), _("Matters to decide")),
    Kind.GROUP: (_("Study together"), _("Each member tells of the month"), _("What the group does next")),
    Kind.LECTURE: (_("Lecture"), _("Questions and talk")),
    Kind.THEME_DAY: (_("Oath and dues"), _("Study together"), _("Activity on the theme"), _("Talk about it")),
    Kind.ORGANISATION_LIFE: (
        _("Report on what was put right since the last one"),
        _("Findings of the committee"),
        _("Criticism and self-criticism"),
        _("List of problems with days"),
    ),
    Kind.DEMOCRATIC_LIFE: (_("Findings of the leading body"), _("Criticism and self-criticism"), _("What is put right")),
    Kind.APPRAISAL: (_("Each member speaks of oneself"), _("Members speak of each other"), _("Written test of opinion"), _("Opinion of the committee")),
    Kind.THEORY: (_("Reading"), _("Talk about it")),
    Kind.SEMINAR: (_("Topic and question"), _("Contributions"), _("What follows for our work")),
    Kind.LEADING_GROUP: (_("How the work stands"), _("Matters to decide"), _("Who does what by when")),
    Kind.JOINT: (_("What each brings"), _("Matters in common"), _("Who does what by when")),
}  # fmt: skip


def agenda_of(kind: str) -> list[str]:
    """The usual agenda in the language of the page."""
    return [str(line) for line in AGENDAS[kind]]
