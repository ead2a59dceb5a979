"""Personal data in a text that everybody will read (N-1): telephone and identity numbers, doors, names of the books."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import F, TextField, Value
from django.utils.translation import gettext_lazy as _

from linli.places.models import Community
from linli.residents.identity import FULL_WIDTH
from linli.residents.models import Person
from linli.residents.purposes import PUBLIC_NAME
from linli.residents.queries import agreed

# Area, a day of birth of our time, order, check digit (GB 11643).
IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d\d{3}[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
ROOM = r"\d{3,4}(?:\s*(?:室|号|户))?"
DOOR = re.compile(rf"\d+\s*(?:栋|幢|座|号楼)\s*(?:\d+\s*单元\s*)?{ROOM}|\d+\s*单元\s*{ROOM}")
# A name of one character would be found in every text.
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Mention:
    """What was found, and its words in the text."""

    kind: Any
    words: str


def mentions_in(text: str, community: Community) -> list[Mention]:
    """Every mention of personal data, each once, in the order of kinds. One query, for the names; a name that only
    people bear who agreed to stand in announcements is no mention.
    """
    folded = text.translate(FULL_WIDTH)
    patterns = ((_("an identity number"), IDENTITY), (_("a mobile number"), MOBILE), (_("a door"), DOOR))
    found = [Mention(kind, match.group()) for kind, pattern in patterns for match in pattern.finditer(folded)]
    rows = (
        Person.objects.of(community)
        .annotate(said=Value(folded, TextField()))
        .filter(said__contains=F("name"), erased_at__isnull=True)
        .exclude(agreed(PUBLIC_NAME, community))
    )
    names = dict.fromkeys(rows.order_by("name").values_list("name", flat=True))
    found += [Mention(_("a resident's name"), name) for name in names if len(name) >= SHORTEST_NAME]
    return list(dict.fromkeys(found))
