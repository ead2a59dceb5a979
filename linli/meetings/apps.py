"""会议与学习: what was given to the community to do, by the street, the secretary or a meeting."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "linli.meetings"
    verbose_name = "会议与学习"

    def ready(self) -> None:
        from linli.meetings import (  # noqa: F401  enters what one holds, what is kept of people, rights, what is told
            figures,
            holdings,
            personal,
            rights,
            search,
            telling,
        )
        from linli.meetings.queries import access_meeting
        from linli.papers import returning

        returning.declare("meetings:meeting", lambda actor, pk: access_meeting(actor, pk, "attach"))
