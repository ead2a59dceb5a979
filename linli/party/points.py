"""党员积分 (R-11): from what a point may come. Pure: no Django, no clock.

Source: 国办函〔2026〕12号, whose prohibitions we keep by choice; 整治形式主义为基层减负若干规定 (2024). Points come from confirmed
acts, are compared with nobody, and nothing depends on them.
"""

import re

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-11"
# What a screen counts of people, and never makes a point, in the words of events: login_daily, article_shared.
FORBIDDEN = {
    "login": "登录",
    "signin": "登录",
    "online": "在线时长",
    "minutes": "学习时长",
    "duration": "学习时长",
    "like": "点赞",
    "liked": "点赞",
    "share": "转发",
    "shared": "转发",
    "repost": "转发",
    "click": "点击",
    "vote": "投票数",
    "install": "安装",
    "download": "下载",
    "screenshot": "截图",
    "location": "位置轨迹",
    "track": "位置轨迹",
    "steps": "步数",
    "checkin": "打卡",
}


def judge_source(event: str) -> Verdict:
    """积分来源: a confirmed act, never what a screen counts of people."""
    words = [word for word in re.split(r"[^a-z]+", event.lower()) if word]
    found = [FORBIDDEN[word] for word in words if word in FORBIDDEN]
    result = {"event": event, "forbidden": found}
    if found:
        reason = f"积分不得来自{'、'.join(dict.fromkeys(found))}"
        return Verdict(RULE, Level.BLOCK, "points.source", reason, Outcome.NOT_MET, result)
    if not words:
        return Verdict(
            RULE, Level.BLOCK, "points.source", "积分要说明来自哪一件已确认的事", Outcome.NOT_MET, result
        )
    return Verdict(RULE, Level.PASS, "points.source", "来自已确认的事", Outcome.SET, result)
