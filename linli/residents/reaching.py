"""怎么联系我 (N-18) in words, for the page of a person and for every list of calls or visits."""

from django.utils.translation import gettext as _

from linli.residents.models import Reach


def in_words(reach: Reach | None) -> list[str]:
    """What the person asked for, each wish by itself; empty where nothing was said."""
    if reach is None:
        return []
    said = [reach.get_channel_display()]
    if reach.from_hour is not None:
        said.append(
            _("between %(first)d:00 and %(last)d:00") % {"first": reach.from_hour, "last": reach.to_hour}
        )
    if reach.language:
        said.append(_("speaks %(language)s") % {"language": reach.language})
    if reach.read_aloud:
        said.append(_("letters are read aloud"))
    if reach.do_not_visit:
        said.append(_("please do not visit"))
    return said
