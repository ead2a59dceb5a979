"""Everything that changes organisations: companies and posts, the organisations of the Party, groups of work, programmes."""

from linli.organisations.actions.companies import (
    appoint,
    contract,
    end_appointment,
    end_contract,
    publish_phone,
    register,
)
from linli.organisations.actions.groups import dissolve_group, form_group, join_group, leave_group
from linli.organisations.actions.party import (
    begin_term,
    change,
    dissolve,
    file_approval,
    found,
    seat,
    unseat,
)
from linli.organisations.actions.programmes import (
    add_strand,
    begin_programme,
    end_programme,
    label,
    unlabel,
)

__all__ = [
    "add_strand",
    "appoint",
    "begin_programme",
    "begin_term",
    "change",
    "contract",
    "dissolve",
    "dissolve_group",
    "end_appointment",
    "end_contract",
    "end_programme",
    "file_approval",
    "form_group",
    "found",
    "join_group",
    "label",
    "leave_group",
    "publish_phone",
    "register",
    "seat",
    "unlabel",
    "unseat",
]
