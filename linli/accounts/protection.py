"""Protection of logins (R-43, 等保2.0 GB/T 22239-2019 second level, a part of the third). Pure.

The standard demands that failed logins are handled, idle sessions end, accounts are not shared and
administrators are separated; the numbers are common practice, entered as binding by the installation.
Logs are kept at least six calendar months (网络安全法 日志留存), which in days is 184 at the longest.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from linli.calendars.months import add_months
from linli.rulebook.verdict import Level, Outcome, Verdict, plain

RULE = "R-43"
MINUTE = dt.timedelta(minutes=1)
#: The three administrators (三员): 系统管理员, 安全管理员, 审计管理员.
DUTIES = frozenset({"system", "security", "audit"})
#: Two years from here hold every length of month.
A_LEAP_YEAR_NEAR = dt.date(2023, 1, 1)
KINDS = (str.islower, str.isupper, str.isdigit)


def longest_months(months: int) -> int:
    """The greatest number of days that so many calendar months can have: six are 184."""
    starts = [add_months(A_LEAP_YEAR_NEAR, n) for n in range(24)]
    return max((add_months(day, months) - day).days for day in starts)


def locked_until(
    failures: Sequence[dt.datetime], *, most: int, window_minutes: int, lock_minutes: int
) -> dt.datetime | None:
    """When the lock after too many failed logins ends (登录失败处理); None if it never began.

    Give the failures since the last success; `most` of them within the window lock.
    """
    ordered = sorted(failures)
    until = None
    for first, last in zip(ordered, ordered[most - 1 :], strict=False):
        if last - first <= window_minutes * MINUTE:
            until = last + lock_minutes * MINUTE
    return until


def judge_lockout(
    failures: Sequence[dt.datetime], now: dt.datetime, *, most: int, window_minutes: int, lock_minutes: int
) -> Verdict:
    """Is the account locked now? The last moment of the lock is the first at which one may try again."""
    until = locked_until(failures, most=most, window_minutes=window_minutes, lock_minutes=lock_minutes)
    locked = until is not None and now < until
    result = {"locked": locked, "until": until if locked else None, "audit": locked}
    sums = (f"连续失败 {len(failures)} 次，{window_minutes} 分钟内 {most} 次即锁定 {lock_minutes} 分钟",)
    if locked:
        reason = f"登录失败次数太多，{plain(until)} 后再试"
        return Verdict(RULE, Level.BLOCK, "accounts.lockout", reason, Outcome.NOT_MET, result, sums)
    return Verdict(RULE, Level.PASS, "accounts.lockout", "没有锁定", None, result, sums)


def judge_idle(idle_minutes: int, *, most: int) -> Verdict:
    """Must an idle session end (空闲退出)? Exactly the limit still goes on."""
    over = idle_minutes > most
    result = {"logout": over}
    sums = (f"空闲 {idle_minutes} 分钟，上限 {most} 分钟",)
    if over:
        reason = "太久没有操作，请重新登录"
        return Verdict(RULE, Level.BLOCK, "accounts.idle", reason, Outcome.NOT_MET, result, sums)
    return Verdict(RULE, Level.PASS, "accounts.idle", "会话有效", None, result, sums)


def password_faults(
    password: str, *, least: int, kinds: int, breached: Collection[str] = (), username: str = ""
) -> list[str]:
    """What is wrong with a password (口令复杂度), in plain words; the password itself is never repeated."""
    faults = []
    if len(password) < least:
        faults.append(f"至少 {least} 个字符")
    found = sum(any(test(letter) for letter in password) for test in KINDS)
    found += any(not letter.isalnum() for letter in password)
    if found < kinds:
        faults.append(f"大写、小写、数字、符号至少有 {kinds} 种")
    if password.casefold() in {one.casefold() for one in breached}:
        faults.append("在已泄露的口令名单上")
    if username and username.casefold() in password.casefold():
        faults.append("不能含有用户名")
    return faults


def judge_password(
    password: str, *, least: int, kinds: int, breached: Collection[str] = (), username: str = ""
) -> Verdict:
    """May this password be set (设置口令)?"""
    faults = password_faults(password, least=least, kinds=kinds, breached=breached, username=username)
    result = {"faults": faults}
    if faults:
        reason = "；".join(faults)
        return Verdict(RULE, Level.BLOCK, "accounts.password", reason, Outcome.NOT_MET, result)
    return Verdict(RULE, Level.PASS, "accounts.password", "口令可用", None, result)


def judge_password_age(set_on: dt.date, today: dt.date, *, most: int) -> Verdict:
    """Is a password due for change (口令更换)? Advice only."""
    age = (today - set_on).days
    due = set_on + dt.timedelta(days=most)
    sums = (f"已用 {age} 天，建议 {most} 天内更换",)
    if age > most:
        reason = "口令已用太久，建议更换"
        return Verdict(RULE, Level.WARN, "accounts.password_age", reason, Outcome.DUE, {"due": due}, sums)
    return Verdict(RULE, Level.PASS, "accounts.password_age", "口令不必更换", None, {"due": due}, sums)


def judge_retention(days: int, *, months: int) -> Verdict:
    """Are logs kept long enough (日志留存)? A shorter setting refuses to start."""
    least = longest_months(months)
    result = {"least_days": least}
    sums = (f"{months} 个月最长 {least} 天，设置为 {days} 天",)
    if days < least:
        reason = f"日志至少留存 {months} 个月（{least} 天）"
        return Verdict(RULE, Level.BLOCK, "accounts.retention", reason, Outcome.NOT_MET, result, sums)
    return Verdict(RULE, Level.PASS, "accounts.retention", "日志留存时间够长", None, result, sums)


def judge_separation(duties: Collection[str]) -> Verdict:
    """Does one person hold more than one administrator's duty (三员分立)?"""
    held = sorted(DUTIES & set(duties))
    result = {"held": held}
    if len(held) > 1:
        reason = "系统、安全、审计管理员不能由一人兼任"
        return Verdict(RULE, Level.BLOCK, "accounts.separation", reason, Outcome.CONFLICT, result)
    return Verdict(RULE, Level.PASS, "accounts.separation", "职责没有冲突", None, result)


def judge_log_change(duty: str, verb: str) -> Verdict:
    """May anyone edit or delete audit entries (审计记录保护)? Nobody may; only the auditor may read all."""
    if verb != "read":
        reason = "审计记录任何人都不能修改或删除"
        return Verdict(RULE, Level.BLOCK, "accounts.log.protected", reason, Outcome.CONFLICT)
    if duty != "audit":
        reason = "审计记录由审计管理员查看"
        return Verdict(RULE, Level.BLOCK, "accounts.log.reader", reason, Outcome.CONFLICT)
    return Verdict(RULE, Level.PASS, "accounts.log.read", "可以查看", None)
