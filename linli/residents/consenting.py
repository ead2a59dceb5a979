"""What a person may agree to, as the page of the person offers it: both ways, one press each."""

from dataclasses import dataclass

from linli.residents import queries
from linli.residents.forms import ConsentForm, WithdrawConsentForm
from linli.residents.models import Consent, Person
from linli.residents.purposes import PURPOSES, Purpose


@dataclass(frozen=True)
class Offer:
    """A purpose with what the person said about it last, and the form of the other way."""

    purpose: Purpose
    last: Consent | None
    form: ConsentForm | WithdrawConsentForm

    @property
    def stands(self) -> bool:
        """Whether the person agrees to the words as they are."""
        return bool(self.last and not self.last.withdrawn_at and self.last.version == self.purpose.version)

    @property
    def outdated(self) -> bool:
        """Whether the person agreed to other words, so that it must be asked anew."""
        return bool(self.last and not self.last.withdrawn_at and not self.stands)


def offers(person: Person) -> list[Offer]:
    """Every purpose, in the order in which the apps entered them. One query."""
    last: dict[str, Consent] = {}
    for row in queries.consents(person):
        last.setdefault(row.purpose, row)
    return [_offer(person, purpose, last.get(purpose.code)) for purpose in PURPOSES.values()]


def _offer(person: Person, purpose: Purpose, last: Consent | None) -> Offer:
    auto_id = f"{purpose.code.replace('.', '_')}_%s"
    offer = Offer(purpose, last, ConsentForm(auto_id=auto_id))
    if offer.stands:
        return Offer(purpose, last, WithdrawConsentForm(auto_id=auto_id))
    if not asks_guardian(person):
        del offer.form.fields["guardian"]
    return offer


def asks_guardian(person: Person) -> bool:
    """Whether a guardian is asked for: of a child, and where the day of birth is not known (PIPL 31)."""
    return person.born_on is None or queries.needs_guardian(person)
