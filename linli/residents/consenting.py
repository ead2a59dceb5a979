"""What a person may agree to, as the page of the person offers it: both ways, one press each."""

import datetime as dt
from dataclasses import dataclass, replace

from linli.core import clock
from linli.residents import queries
from linli.residents.expiry import until
from linli.residents.forms import ConsentForm, WithdrawConsentForm
from linli.residents.models import Consent, Person
from linli.residents.purposes import PURPOSES, Purpose


@dataclass(frozen=True)
class Offer:
    """A purpose with what the person said about it last, and the form of the other way."""

    purpose: Purpose
    last: Consent | None
    form: ConsentForm | WithdrawConsentForm
    until: dt.date | None = None
    again: ConsentForm | None = None

    @property
    def stands(self) -> bool:
        """Whether the person agrees to the words as they are, today."""
        return self._said and not self.expired and not self.outdated

    @property
    def _said(self) -> bool:
        return bool(self.last and not self.last.withdrawn_at)

    @property
    def expired(self) -> bool:
        """Whether the time of what the person agreed to is over, so that it must be asked anew."""
        return bool(self._said and self.until and self.until < clock.today())

    @property
    def outdated(self) -> bool:
        """Whether the person agreed to other words, so that it must be asked anew."""
        return bool(self._said and self.last and self.last.version != self.purpose.version)


def offers(person: Person) -> list[Offer]:
    """Every purpose, in the order in which the apps entered them. One query."""
    last: dict[str, Consent] = {}
    for row in queries.consents(person):
        last.setdefault(row.purpose, row)
    return [_offer(person, purpose, last.get(purpose.code)) for purpose in PURPOSES.values()]


def _offer(person: Person, purpose: Purpose, last: Consent | None) -> Offer:
    auto_id = f"{purpose.code.replace('.', '_')}_%s"
    form = ConsentForm(auto_id=f"again_{auto_id}" if last else auto_id)
    if not asks_guardian(person):
        del form.fields["guardian"]
    offer = Offer(purpose, last, form, until(last, person.community) if last else None)
    if not offer.stands:
        return offer
    return replace(offer, form=WithdrawConsentForm(auto_id=auto_id), again=form if offer.until else None)


def asks_guardian(person: Person) -> bool:
    """Whether a guardian is asked for: of a child, and where the day of birth is not known (PIPL 31)."""
    return person.born_on is None or queries.needs_guardian(person)
