"""口令: the rule of the rulebook (R-43) among Django's validators; the words are the interface's, not the rule's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from linli.accounts.models import User
from linli.accounts.protection import password_faults
from linli.core import clock
from linli.rulebook import book


class RulebookValidator:
    """Length, kinds of characters and the login name, with the numbers of the rulebook. Named in the settings."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with everything that is wrong."""
        least, kinds = _numbers()
        wrong = []
        if password_faults(password, least=least, kinds=0):
            wrong.append(_("At least %(least)d characters.") % {"least": least})
        if password_faults(password, least=0, kinds=kinds):
            wrong.append(
                _("Of capitals, small letters, digits and signs take at least %(kinds)d kinds.")
                % {"kinds": kinds}
            )
        if user and password_faults(password, least=0, kinds=0, username=user.login):
            wrong.append(_("Your login name must not stand in it."))
        if wrong:
            raise ValidationError(wrong)

    def get_help_text(self) -> str:
        """What a good password is, for the page."""
        least, kinds = _numbers()
        return _(
            "At least %(least)d characters, of %(kinds)d kinds: capitals, small letters, digits, signs."
        ) % {"least": least, "kinds": kinds}


def _numbers() -> tuple[int, int]:
    today = clock.today()
    names = ("accounts.password.length", "accounts.password.kinds")
    least, kinds = (int(book.value(name, on=today)) for name in names)
    return least, kinds
