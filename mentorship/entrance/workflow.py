"""Changes of the way in: second factors, recovery codes, own password.

`by` acts, moments come in as arguments; ValidationError says in Russian what stands in the way.
"""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.entrance import totp
from mentorship.entrance.letters import tell
from mentorship.entrance.models import RecoveryCode, SecondFactor
from mentorship.entrance.sealing import SealBroken, digest, resealed, seal, unseal
from schools.enums import Role
from schools.models import User
from schools.workflow import may_invite

CODES = 10
# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
HALF = 5


def begin_factor(*, user: User) -> SecondFactor:
    """Return the factor that waits for its first code, made anew unless one waits already."""
    factor, _ = SecondFactor.objects.get_or_create(user=user, defaults={"secret": seal(totp.new_secret())})
    if factor.confirmed_at is None and _secret(factor) is None:
        factor.secret = seal(totp.new_secret())
        factor.save(update_fields=["secret"])
    return factor


@transaction.atomic
def reseal_factors() -> int:
    """Seal secrets of an earlier SECRET_KEY under the present one, while both are named; return how many."""
    count = 0
    for factor in SecondFactor.objects.select_for_update():
        try:
            secret = resealed(factor.secret)
        except SealBroken:
            continue  # of a key that is gone: its holder sets the factor up anew
        if secret is not None:
            factor.secret = secret
            factor.save(update_fields=["secret"])
            count += 1
    return count


@transaction.atomic
def confirm_factor(*, user: User, code: str, now: datetime) -> list[str]:
    """Switch the second factor on by its first code; return the recovery codes, seen this once."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None or factor.confirmed_at is not None:
        raise ValidationError("Второй фактор уже подключён или не начат: откройте страницу заново.")
    if not _take_step(factor, code, now):
        raise ValidationError("Код не подошёл. Проверьте, что часы телефона идут верно, и введите новый код.")
    factor.confirmed_at = now
    factor.save(update_fields=["confirmed_at"])
    codes = _new_codes(factor)
    record(by=user, action="entrance.factor_on", target=user)
    tell(user, "Подключён второй фактор", "К вашей учётной записи подключён код из приложения.")
    return codes


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Replace the recovery codes by new ones."""
    factor = SecondFactor.objects.confirmed().select_for_update().filter(user=user).first()
    if factor is None:
        raise ValidationError("Второй фактор не подключён.")
    codes = _new_codes(factor)
    record(by=user, action="entrance.codes_renewed", target=user)
    return codes


@transaction.atomic
def remove_factor(*, user: User, by: User | None) -> None:
    """Take the second factor off; its holder is told by letter."""
    count, _ = SecondFactor.objects.filter(user=user).delete()
    if not count:
        raise ValidationError("Второй фактор не подключён.")
    record(by=by, action="entrance.factor_off", target=user)
    who = "Вы" if by == user else by.get_full_name() if by else "Администратор сервера"
    tell(user, "Второй фактор снят", f"{who}: второй фактор вашей учётной записи снят.")


def has_factor(user: User) -> bool:
    """Whether a code is asked for at sign-in."""
    return SecondFactor.objects.confirmed().filter(user=user).exists()


@transaction.atomic
def accept_code(*, user: User, code: str, now: datetime) -> bool:
    """Take a code of the app or a recovery code, each once; False where it does not fit."""
    factor = SecondFactor.objects.confirmed().select_for_update().filter(user=user).first()
    if factor is None:
        return False
    typed = "".join(code.split())
    if typed.isdecimal() and len(typed) == totp.DIGITS:
        return _take_step(factor, typed, now)
    spent, _ = factor.recovery_codes.filter(digest=_code_digest(factor, typed)).delete()
    if spent:
        left = factor.recovery_codes.count()
        record(by=user, action="entrance.recovery_code", target=user, data={"left": left})
        tell(user, "Вход по запасному коду", f"На портал вошли по запасному коду. Осталось кодов: {left}.")
    return bool(spent)


@transaction.atomic
def password_changed(*, user: User, is_first: bool = False) -> None:
    """Put a new password on record; whoever had one already is told."""
    record(by=user, action="entrance.password_changed", target=user)
    if not is_first:
        tell(user, "Пароль изменён", "Пароль вашей учётной записи изменён, остальные сеансы завершены.")


def check_may_unlock(*, by: User, user: User, on: date) -> None:
    """Raise ValidationError unless the account may take another's second factor off: who may also invite."""
    if by == user:
        raise ValidationError("свой второй фактор снимают на странице «Моя учётная запись».")
    if not may_invite(by, user, on=on) or not by.access.roles & {Role.ADMIN, Role.HEAD}:
        raise ValidationError("второй фактор здесь снимает администратор портала.")


def _secret(factor: SecondFactor) -> bytes | None:
    """The secret; None where it was sealed under a key that is gone."""
    try:
        return unseal(factor.secret)
    except SealBroken:
        return None


def secret_of(factor: SecondFactor) -> bytes:
    """The secret of a factor that was just begun."""
    return unseal(factor.secret)


def _take_step(factor: SecondFactor, code: str, now: datetime) -> bool:
    """Accept a code once: what is no later than the last accepted step is a replay (RFC 6238 §5.2)."""
    secret = _secret(factor)
    step = None if secret is None else totp.fitting_step(secret, code, now=int(now.timestamp()))
    if step is None or step <= factor.last_step:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _new_codes(factor: SecondFactor) -> list[str]:
    codes = [f"{_letters()}-{_letters()}" for _ in range(CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=_code_digest(factor, code)) for code in codes
    )
    return codes


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(HALF))


def _code_digest(factor: SecondFactor, code: str) -> str:
    return digest("recovery_code", factor.pk, code.lower().replace("-", ""))
