"""Everything that changes second factors and recovery codes (R-43: 双因素), and what judges them at the door."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts import totp
from linli.accounts.models import Factor, RecoveryCode, User
from linli.accounts.passkeys import Shown
from linli.accounts.queries import not_over, oneself, works_elsewhere
from linli.core import audit, clock, crypto, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.places.models import Community

CODES = 10
MOST = 20  # factors of one user
LENGTH = 2 * keys.CODE_LENGTH


def add_app(user: User, *, name: str, secret: str, code: str, by: Actor, factor_id: UUID) -> Factor:
    """添加验证器: the app has proved itself by one code, which is then used."""
    step = totp.step_of(secret, code, clock.now())
    if step is None:
        raise DomainError(
            _("These digits are not right. Wait for the next ones and type them."), field="code"
        )
    return _add(
        Factor(id=factor_id, user=user, kind=Factor.Kind.APP, name=name, secret=secret, counter=step), by
    )


def add_passkey(user: User, *, name: str, key: Shown, by: Actor, factor_id: UUID) -> Factor:
    """添加通行密钥."""
    return _add(
        Factor(
            id=factor_id, user=user, kind=Factor.Kind.PASSKEY, name=name,
            secret=key.secret, handle=key.handle, counter=key.counter,
        ),
        by,
    )  # fmt: skip


@transaction.atomic
def _add(factor: Factor, by: Actor) -> Factor:
    User.objects.select_for_update().get(pk=factor.user_id)
    if factor.user.factors.count() >= MOST:
        raise DomainError(_("That is enough. Remove one that you do not use any more."))
    factor.made_at = clock.now()
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError as same:
        raise DomainError(_("This passkey is there already.")) from same
    audit.record(factor.user, "accounts.add_factor", by=by, note=f"{factor.kind}: {factor.name}")
    return factor


@transaction.atomic
def name_factor(factor: Factor, *, name: str, by: Actor) -> None:
    """改名: the name by which its user knows it."""
    factor.name = name
    factor.save(update_fields=["name"])
    audit.record(factor.user, "accounts.name_factor", by=by, note=name)


@transaction.atomic
def remove_factor(factor: Factor, *, by: Actor) -> None:
    """删除: it lets nobody in any more; with the last one the recovery codes go."""
    user = User.objects.select_for_update().get(pk=factor.user_id)
    factor.delete()
    if not user.factors.exists():
        user.recovery_codes.all().delete()
    audit.record(user, "accounts.remove_factor", by=by, note=f"{factor.kind}: {factor.name}")


@transaction.atomic
def make_recovery_codes(user: User, *, by: Actor) -> list[str]:
    """生成恢复码: ten, shown once; older ones end. They are returned and kept nowhere."""
    User.objects.select_for_update().get(pk=user.pk)
    if not user.factors.exists():
        raise DomainError(_("First add an app or a passkey."))
    user.recovery_codes.all().delete()
    codes = [keys.new_code() + keys.new_code() for _n in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    audit.record(user, "accounts.make_recovery_codes", by=by)
    return codes


def _digest(user: User, code: str) -> str:
    return crypto.blind_index(f"{user.pk}:{code}", "accounts.recovery")


def is_good(user: User, typed: str) -> bool:
    """Whether what was typed is the code of one of the user's apps, or a recovery code. Each is good once."""
    if typed.isdecimal() and len(typed) == totp.DIGITS:
        return _is_of_an_app(user, typed)
    return _is_a_recovery_code(user, read_recovery(typed))


def _is_of_an_app(user: User, digits: str) -> bool:
    now = clock.now()
    for factor in user.factors.filter(kind=Factor.Kind.APP):
        step = totp.step_of(factor.secret, digits, now)
        if step is not None and Factor.objects.filter(pk=factor.pk, counter__lt=step).update(counter=step):
            used(factor)
            return True
    return False


@transaction.atomic
def _is_a_recovery_code(user: User, code: str) -> bool:
    rows = user.recovery_codes.filter(digest=_digest(user, code), used_at__isnull=True)
    by = oneself(user)
    if not code or by is None or not rows.update(used_at=clock.now()):
        return False
    left = user.recovery_codes.filter(used_at__isnull=True).count()
    audit.record(user, "accounts.use_recovery_code", by=by, after=str(left))
    return True


def used(factor: Factor) -> None:
    """Note the day of its last use."""
    Factor.objects.filter(pk=factor.pk).update(used_on=clock.today())


def read_recovery(typed: str) -> str:
    """A recovery code as a person typed it: any case, full-width, with or without hyphen; "" if it is none."""
    code = "".join(letter for letter in typed if letter not in "- ·—\u3000")
    halves = keys.read_code(code[: keys.CODE_LENGTH]), keys.read_code(code[keys.CODE_LENGTH :])
    return "".join(halves) if all(halves) else ""


def show_recovery(code: str) -> str:
    """K7P4M2-9XWQ3D, to read aloud and to write by hand."""
    return f"{code[: keys.CODE_LENGTH]}-{code[keys.CODE_LENGTH :]}"


@transaction.atomic
def drop_factors(user: User, community: Community, *, by: Actor) -> None:
    """停用第二因素: for a lost telephone. Only where the user belongs to this community alone; the password stays."""
    User.objects.select_for_update().get(pk=user.pk)
    if not user.postings.filter(not_over(), community=community).exists():
        raise DomainError(_("They have no posting here now. Give them one first."))
    if works_elsewhere(user, community):
        raise DomainError(
            _(
                "%(name)s also works elsewhere, so one community alone cannot do this. "
                "Ask who runs the server; the command is: linli staff drop_factors %(login)s --community %(slug)s"
            ),
            name=user.name,
            login=user.login,
            slug=community.slug,
        )
    drop(user, by=by)


@transaction.atomic
def drop(user: User, *, by: Actor) -> None:
    """All second factors and recovery codes of a user end; where there is none, nothing is done."""
    if not user.factors.exists():
        raise DomainError(_("They have no second factor."))
    user.factors.all().delete()
    user.recovery_codes.all().delete()
    audit.record(user, "accounts.drop_factors", by=by)
