"""Identity numbers and credit codes (公民身份号码 GB 11643-1999, 统一社会信用代码 GB 32100-2015; R-41). Pure.

Before checking: full-width forms U+FF01-FF5E are folded (nothing else: the Roman numeral U+2169 and
the Cyrillic letter stay what they are and fail), blanks and a leading apostrophe go, letters become
capitals. Then strict, in this order: format, area, date, check digit, not in the future. A number of the
first generation (15 digits, withdrawn 2013) is converted and flagged for review; the caller keeps the
original.
"""

import datetime as dt
import re
from dataclasses import dataclass

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-41"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NUMBER = re.compile(r"[0-9]{17}[0-9X]")
FIRST_GENERATION = re.compile(r"[0-9]{15}")
SCIENTIFIC = re.compile(r"[0-9.]+E\+?[0-9]+")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
#: GB/T 2260 provinces, and 81, 82, 83 of the residence permits (居住证) of Hong Kong, Macao and Taiwan.
PROVINCES = frozenset(
    f"{region}{number}"
    for region, last in enumerate((0, 5, 3, 7, 6, 4, 5, 0, 3))
    for number in range(1, last + 1)
) | {"50", "71"}
FOREIGNER = "9"
CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT = re.compile(rf"[{CREDIT_LETTERS}]{{2}}[0-9]{{6}}[{CREDIT_LETTERS}]{{10}}")
CREDIT_LENGTH = 18


@dataclass(frozen=True)
class Identity:
    """What a valid number tells."""

    normal: str
    born: dt.date
    sex: str
    converted: bool = False

    @property
    def masked(self) -> str:
        """340102********0035: how a number is shown."""
        return mask(self.normal)


class IdentityError(ValueError):
    """Why a number or code is refused; `code` names the reason, the text never repeats the number."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def fold(text: str) -> str:
    """Full-width to ASCII, no blanks, no leading apostrophe, capitals."""
    folded = "".join(text.translate(FULL_WIDTH).split()).removeprefix("'")
    return "".join(letter.upper() if letter.isascii() else letter for letter in folded)


def mask(number: str) -> str:
    """The first six and the last four digits, stars between."""
    return f"{number[:6]}********{number[-4:]}"


def check_digit(first: str) -> str:
    """The 18th digit of the first seventeen (校验码, ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


def read(text: str, *, today: dt.date) -> Identity:
    """The number in its normal form, the day of birth and the sex; IdentityError says what is wrong."""
    number = fold(text)
    converted = bool(FIRST_GENERATION.fullmatch(number))
    if converted:
        number = _convert(number)
    if not NUMBER.fullmatch(number):
        raise IdentityError("format", _format_fault(number))
    if not _known_area(number):
        raise IdentityError("area", "前六位的地区代码不存在")
    born = _born(number[6:14])
    if check_digit(number[:17]) != number[17]:
        raise IdentityError("check", "校验码不对，请逐位核对")
    if born > today:
        raise IdentityError("future", "出生日期在今天之后")
    return Identity(number, born, "男" if int(number[16]) % 2 else "女", converted)


def _convert(old: str) -> str:
    """Fifteen digits to eighteen: century 19, check digit added."""
    first = f"{old[:6]}19{old[6:]}"
    return first + check_digit(first)


def _format_fault(number: str) -> str:
    if not number:
        return "没有填写"
    if SCIENTIFIC.fullmatch(number):
        return "表格软件已把号码变成科学计数，后几位丢失，请按文本格式重新填写"
    return "应为 18 位：前 17 位数字，末位数字或 X"


def _known_area(number: str) -> bool:
    """A province of GB/T 2260; a foreigner's card (外国人永久居留身份证) has 9, province, country."""
    if number.startswith(FOREIGNER):
        return number[1:3] in PROVINCES and number[3:6] != "000"
    return number[:2] in PROVINCES


def _born(digits: str) -> dt.date:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise IdentityError("date", "第 7 至 14 位不是真实的日期") from error


def judge_identity_number(text: str, *, today: dt.date, review_age: int) -> Verdict:
    """Is this an identity number that can be stored (公民身份号码)? A great age asks for a second look."""
    try:
        found = read(text, today=today)
    except IdentityError as error:
        return Verdict(RULE, Level.BLOCK, f"residents.identity.{error.code}", str(error), Outcome.VOID)
    result = {"normal": found.normal, "born": found.born, "sex": found.sex, "masked": found.masked}
    if found.converted:
        reason = "15 位旧号码，已换算为 18 位，请核对证件"
        return Verdict(RULE, Level.WARN, "residents.identity.converted", reason, Outcome.SET, result)
    years = today.year - found.born.year - ((today.month, today.day) < (found.born.month, found.born.day))
    reason = f"号码有效；年满 {years} 周岁，请核对" if years > review_age else "号码有效"
    return Verdict(RULE, Level.PASS, "residents.identity.valid", reason, Outcome.SET, result)


def credit_check_character(first: str) -> str:
    """The 18th character of the first seventeen: weights 3^i mod 31."""
    total = sum(CREDIT_LETTERS.index(letter) * pow(3, i, 31) for i, letter in enumerate(first))
    return CREDIT_LETTERS[(31 - total % 31) % 31]


def read_credit_code(text: str) -> str:
    """The credit code in its normal form; IdentityError says what is wrong."""
    code = fold(text)
    if len(code) != CREDIT_LENGTH:
        raise IdentityError("format", "统一社会信用代码应为 18 位")
    if not CREDIT.fullmatch(code):
        raise IdentityError("format", "统一社会信用代码不用 I、O、S、V、Z，第 3 至 8 位为数字")
    if credit_check_character(code[:17]) != code[17]:
        raise IdentityError("check", "校验码不对，请逐位核对")
    return code


def judge_credit_code(text: str) -> Verdict:
    """Is this a credit code (统一社会信用代码)?"""
    try:
        code = read_credit_code(text)
    except IdentityError as error:
        return Verdict(RULE, Level.BLOCK, f"residents.credit_code.{error.code}", str(error), Outcome.VOID)
    return Verdict(RULE, Level.PASS, "residents.credit_code.valid", "代码有效", Outcome.SET, {"normal": code})
