"""群机器人 of the staff's own group: WeCom, DingTalk and Feishu, each one POST of a few words.

No library: three short documents and two signatures, as the makers publish them. Groups of residents in personal
WeChat have no robots, and Linli wants none there.
"""

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote, urlsplit

from linli.core import clock
from linli.notifications.channels import web
from linli.notifications.channels.outcomes import NotNow, Refused, judge
from linli.notifications.models import Delivery, Robot

WECOM, DINGTALK, FEISHU = "wecom", "dingtalk", "feishu"
# Where the three kinds of robot live: host and the beginning of the path.
HOMES = {
    WECOM: ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send"),
    DINGTALK: ("oapi.dingtalk.com", "/robot/send"),
    FEISHU: ("open.feishu.cn", "/open-apis/bot/v2/hook/"),
}


def kind_of(url: str) -> str:
    """Which kind of robot an address belongs to; "" for any other address, and for one without https."""
    parts = urlsplit(url)
    if parts.scheme != "https" or "@" in parts.netloc:
        return ""
    found = (
        kind for kind, (host, path) in HOMES.items() if parts.netloc == host and parts.path.startswith(path)
    )
    return next(found, "")


def _signed(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def request_of(url: str, secret: str, text: str) -> tuple[str, dict[str, Any]]:
    """Address and document of one message, signed where the robot has a secret (DingTalk, Feishu)."""
    kind, moment = kind_of(url), clock.now().timestamp()
    if kind == FEISHU:
        second = str(int(moment))
        sign = {"timestamp": second, "sign": _signed(f"{second}\n{secret}", "")} if secret else {}
        return url, {**sign, "msg_type": "text", "content": {"text": text}}
    if kind == DINGTALK and secret:
        millisecond = str(int(moment * 1000))
        sign_text = quote(_signed(secret, f"{millisecond}\n{secret}"), safe="")
        url += f"&timestamp={millisecond}&sign={sign_text}"
    return url, {"msgtype": "text", "text": {"content": text}}


def judge_answer(answer: bytes) -> None:
    """The robots answer 200 and say in the document whether they took it: errcode or code 0. Raises NotNow."""
    try:
        said = json.loads(answer)
    except ValueError:
        raise NotNow("no JSON") from None
    code = said.get("errcode", said.get("code")) if isinstance(said, dict) else None
    if code != 0:
        raise NotNow(f"the robot answered {code!r:.20}")


def send(delivery: Delivery) -> None:
    """Let the community's robot say it. Raises NotNow, and Refused where there is no robot any more."""
    robot = Robot.objects.of(delivery.community_id).first()
    if robot is None or not kind_of(robot.url):
        raise Refused("no robot")
    url, document = request_of(robot.url, robot.secret, delivery.text)
    status, answer = web.post(url, web.as_body(document))
    judge(status)
    judge_answer(answer)
