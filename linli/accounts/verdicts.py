"""R-43 for `linli verdict`."""

from typing import Any

from linli.accounts import protection
from linli.rulebook.fields import count, day, list_of, maybe, moment, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict


@rule(
    "R-43",
    "lockout",
    fields={"failures": list_of(moment(), "上次成功以来的失败时间"), "now": moment("此刻")},
    params={
        "most": Param(count(least=1), "accounts.lockout.failures"),
        "window_minutes": Param(count(), "accounts.lockout.window_minutes"),
        "lock_minutes": Param(count(), "accounts.lockout.minutes"),
    },
    example={
        "check": "lockout",
        "failures": [f"2026-05-06T09:0{n}" for n in range(5)],
        "now": "2026-05-06T09:05",
    },
    dated_by="now",
)
def lockout(given: Given) -> Verdict:
    """Is the account locked (登录失败锁定)?"""
    verdict = protection.judge_lockout(
        given["failures"],
        given["now"],
        most=given.param("most"),
        window_minutes=given.param("window_minutes"),
        lock_minutes=given.param("lock_minutes"),
    )
    return given.tempered(verdict, "most")


@rule(
    "R-43",
    "idle",
    fields={"idle_minutes": count("空闲分钟")},
    params={"most": Param(count(), "accounts.idle.minutes")},
    example={"check": "idle", "idle_minutes": 31},
)
def idle(given: Given) -> Verdict:
    """Must the session end (空闲退出)?"""
    return given.tempered(protection.judge_idle(given["idle_minutes"], most=given.param("most")), "most")


@rule(
    "R-43",
    "password",
    fields={
        "value": text("口令"),
        "breached": maybe(list_of(text(), "泄露名单")),
        "username": maybe(text("用户名")),
    },
    params={
        "least": Param(count(), "accounts.password.length"),
        "kinds": Param(count(), "accounts.password.kinds"),
    },
    example={"check": "password", "value": "Abc12345", "breached": ["Abc12345"]},
)
def password(given: Given) -> Verdict:
    """May this password be set (口令)?"""
    known: dict[str, Any] = {"breached": given["breached"] or [], "username": given["username"] or ""}
    least, kinds = given.param("least"), given.param("kinds")
    verdict = protection.judge_password(given["value"], least=least, kinds=kinds, **known)
    if protection.judge_password(given["value"], least=0, kinds=0, **known).blocks:
        return verdict  # a leaked password is refused whatever the numbers are
    return given.tempered(verdict, "least", "kinds")


@rule(
    "R-43",
    "password_age",
    fields={"set_on": day("设置日期"), "today": day("今天")},
    params={"days": Param(count(), "accounts.password.days")},
    example={"check": "password_age", "set_on": "2026-01-01", "today": "2026-05-06"},
    dated_by="today",
)
def password_age(given: Given) -> Verdict:
    """Should the password be changed (口令更换)?"""
    return protection.judge_password_age(given["set_on"], given["today"], most=given.param("days"))


@rule(
    "R-43",
    "retention",
    fields={"days": count("日志留存天数")},
    params={"months": Param(count(least=1), "accounts.logs.months")},
    example={"check": "retention", "days": 180},
)
def retention(given: Given) -> Verdict:
    """Are logs kept six calendar months (日志留存)?"""
    return protection.judge_retention(given["days"], months=given.param("months"))


@rule(
    "R-43",
    "separation",
    fields={"duties": list_of(text(), "一个人的管理职责")},
    example={"check": "separation", "duties": ["system", "audit"]},
)
def separation(given: Given) -> Verdict:
    """Are the three administrators three people (三员分立)?"""
    return protection.judge_separation(given["duties"])


@rule(
    "R-43",
    "log_change",
    fields={"duty": text("职责"), "verb": text("动作", choices=("read", "edit", "delete"))},
    example={"check": "log_change", "duty": "system", "verb": "delete"},
)
def log_change(given: Given) -> Verdict:
    """May anyone touch audit entries (审计记录保护)?"""
    return protection.judge_log_change(given["duty"], given["verb"])
