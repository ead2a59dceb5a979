"""代办人 as the page of the person shows them."""

from typing import Any

from linli.core import clock
from linli.residents import proxies
from linli.residents.forms import EndProxyForm
from linli.residents.matters import in_words
from linli.residents.models import Person
from linli.residents.phones import mask_phone


def shown_of(person: Person) -> list[dict[str, Any]]:
    """The proxies of a person as the page shows them, with the form that ends one."""
    today = clock.today()
    return [
        {
            "proxy": row,
            "phone": mask_phone(row.phone),
            "matters": in_words(row.matters),
            "over": bool(row.ended_at) or row.valid_to < today,
            "to_come": row.valid_from > today,
            "form": EndProxyForm(auto_id=f"proxy_{row.pk}_%s"),
        }
        for row in proxies.proxies_of(person)
    ]
