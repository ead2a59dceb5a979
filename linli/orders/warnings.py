"""What the emergency box says, in the language of the page: first the number to ring, then the form goes on."""

import json
from typing import Any

from django.utils.translation import gettext as _

from linli.orders.emergency import EMERGENCIES, Emergency


def box(found: Emergency) -> dict[str, Any]:
    """The words of one box."""
    title, first, call = {
        "medical": (
            _("Somebody is in danger: ring 120 first"),
            _("Stay with the person; say where you are."),
            _("ambulance"),
        ),
        "fire": (
            _("Fire: leave, then ring 119"),
            _("Do not use the lift; close the door behind you."),
            _("fire brigade"),
        ),
        "gas": (
            _("Smell of gas: ring 119 first"),
            _("Open the windows, touch no switch, telephone from outside."),
            _("fire brigade"),
        ),
        "trapped": (
            _("Somebody is trapped: ring 119 first"),
            _("Stay calm and keep talking to them."),
            _("fire brigade"),
        ),
        "crime": (_("Somebody is threatened or lost: ring 110 first"), _("Keep yourself safe."), _("police")),
    }[found.kind]
    return {
        "kind": found.kind,
        "box": found.box,
        "title": title,
        "text": first,
        "numbers": [{"number": found.number, "label": call}],
    }


def for_page(found: list[Emergency]) -> dict[str, Any]:
    """Context of a page with a request form: the boxes to show now, and those the script may unhide."""
    return {
        "emergencies_now": [box(known) for known in found],
        "emergencies_hidden": [box(known) for known in EMERGENCIES if known not in found],
        "emergency_kinds": ",".join(known.kind for known in found),
    }


def words() -> str:
    """For the script: which words unhide which box."""
    return json.dumps({known.box: known.words for known in EMERGENCIES}, ensure_ascii=False)
