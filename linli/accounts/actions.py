"""Everything that changes users and their postings."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from linli.accounts.models import Posting, User
from linli.core import keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community


@transaction.atomic
def post(
    community: Community,
    *,
    login: str,
    name: str,
    role: str,
    title: str,
    since: dt.date,
    by: Actor,
    place_id: UUID | None = None,
    user_id: UUID | None = None,
) -> User:
    """任用: a new user with a posting in the community; without a password nobody can log in as them yet."""
    user = User.objects.create_user(login, name, id=user_id or keys.uuid7())
    posting = Posting(
        user=user, role=role, community=community, place_id=place_id, title=title, valid_from=since
    )
    write_down(posting, "accounts.post", by=by)
    return user
