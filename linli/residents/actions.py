"""Everything that changes what is kept about residents."""

from uuid import UUID

from django.db import transaction

from linli.core import keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community
from linli.residents.models import Person


@transaction.atomic
def enter(
    community: Community, *, name: str, phone: str = "", by: Actor, person_id: UUID | None = None
) -> Person:
    """登记居民: a person whom the community has a reason to know by name."""
    person = Person(id=person_id or keys.uuid7(), community=community, name=name, phone=phone)
    return write_down(person, "residents.enter", by=by)
