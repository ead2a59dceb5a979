"""粘贴的聊天 (N-13): many messages copied out of a chat, split, and proposed as drafts. Pure, and forgets everything.

What a person copies looks different from phone to phone. A head line names who wrote and when; what follows until the
next head is the message. Names of speakers are taken out of every message, so that none remains in what becomes an order.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

MOST, LONGEST_NAME, SHORTEST = 200, 24, 5

_DAY = r"(?:\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?|\d{1,2}[-/月.]\d{1,2}日?|昨天|今天|前天|(?:星期|周)[一二三四五六日天])"
_HOUR = r"(?:(?:凌晨|早上|上午|中午|下午|晚上|傍晚)\s*)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[AaPp][Mm])?"
_WHEN = rf"(?:{_DAY}\s*)?{_HOUR}|{_DAY}"
_NAME = rf"[^\n:：]{{1,{LONGEST_NAME}}}?"
#: 张阿姨 2026/3/10 9:12 — 09:12 张阿姨 — [09:12] 张阿姨: 文字 — 张阿姨: 文字
_HEADS = (
    re.compile(rf"^(?P<name>{_NAME})\s+[(（\[]?(?P<when>{_WHEN})[)）\]]?\s*[:：]?\s*$"),
    re.compile(rf"^[(（\[]?(?P<when>{_WHEN})[)）\]]?\s+(?P<name>{_NAME})\s*[:：]?\s*$"),
    re.compile(rf"^[(（\[]?(?P<when>{_WHEN})[)）\]]?\s+(?P<name>{_NAME})\s*[:：]\s*(?P<text>.+)$"),
    re.compile(rf"^(?P<name>{_NAME})\s+[(（\[]?(?P<when>{_WHEN})[)）\]]?\s*[:：]\s*(?P<text>.+)$"),
    re.compile(r"^(?P<name>[^\s:：，。！？,.!?\d]{1,12})[:：]\s*(?P<text>.*)$"),
)
#: Not a speaker: the beginning of a sentence with a colon.
_NO_NAMES = {"地址", "地点", "时间", "电话", "联系电话", "手机", "姓名", "内容", "主题", "备注", "注意", "通知", "提醒", "问题", "情况", "原因", "诉求", "事由", "建议", "位置", "http", "https"}  # fmt: skip
_NOTHING = re.compile(
    rf"^(?:[—\-–_=\s·•]*(?:{_WHEN})?[—\-–_=\s·•]*|.{{0,20}}的聊天记录|以下是?新消息|以上是打招呼的内容)$"
)
_QUOTE = re.compile(r"^[「『“].*[」』”]\s*$")
_MEDIA = re.compile(
    r"\[(?:图片|照片|视频|语音|表情|动画表情|文件|位置|链接|名片|小程序|红包|转账|聊天记录|[^\]\d]{1,6})\]"
)
_MENTION = re.compile(r"@[^\s@，。,.!！?？]{1,24}[\s\u2005]?")
_SPOKEN = re.compile(
    r"^(?:收到|好的?|谢谢.{0,6}|多谢.{0,6}|辛苦.{0,8}|同意|知道了?|明白了?|嗯+|哦+|哈+|对的?|是的?|在吗|早上好|晚安|大家好|没事|可以的?|\+\s*1|同上|1)[了啊呀吧哈。！!~～,，、\s]*$"
)
#: Words by which somebody asks for something, says that something is broken, or wants to know something.
_ASKS = re.compile(
    r"坏|不亮|漏|堵|臭|脏|吵|噪|停水|停电|没水|没电|没有|不通|断|破|倒|塌|危险|积水|垃圾|占|乱|修|换|清|请|求|帮|麻烦|希望|建议|反映|投诉|能不能|可不可以|可否|什么时候|怎么|为什么|哪里|需要|想问|问一下|咨询|何时|没人|管管|解决|处理|难|影响|丢|少了|不见|[?？]"
)

_TITLES = "阿姨|师傅|老师|主任|[姐哥叔姨婶伯总工]|(?=[说讲问])"


class Message(NamedTuple):
    """One message: who wrote it as the chat names them, when in the words of the chat, and what."""

    speaker: str
    when: str
    text: str


class Draft(NamedTuple):
    """What may become an order: the words without any name, and when they were written."""

    text: str
    when: str


def split(pasted: str) -> list[Message]:
    """The messages of a pasted chat, in its order; one that has no head at all is one message of nobody."""
    found: list[Message] = []
    speaker = when = ""
    lines: list[str] = []

    def over() -> None:
        if text := "\n".join(lines).strip():
            found.append(Message(speaker, when, text))
        lines.clear()

    for line in pasted.replace("\r\n", "\n").replace("\r", "\n").replace("\u2005", " ").split("\n"):
        bare = line.strip()
        head = None if _QUOTE.match(bare) else _head(bare)
        if head is not None:
            over()
            speaker, when, text = head
            if text:
                lines.append(text)
        elif not _NOTHING.match(bare) and not _QUOTE.match(bare):
            lines.append(bare)
    over()
    return found[:MOST]


def _head(line: str) -> Message | None:
    for form in _HEADS:
        told = form.match(line)
        if told and told["name"].strip() not in _NO_NAMES and not told["name"].strip().isdecimal():
            parts = told.groupdict()
            return Message(
                parts["name"].strip(), (parts.get("when") or "").strip(), (parts.get("text") or "").strip()
            )
    return None


def drafts(messages: Sequence[Message]) -> list[Draft]:
    """Those that ask for something, with every speaker's name taken out; what one writes in two messages in a row is one."""
    names = {message.speaker for message in messages if message.speaker}
    joined: list[Message] = []
    for message in messages:
        if joined and message.speaker and joined[-1].speaker == message.speaker:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text}\n{message.text}")
        else:
            joined.append(message)
    found = []
    for message in joined:
        text = nameless(message.text, names)
        if len(text) >= SHORTEST and _ASKS.search(text):
            found.append(Draft(text, message.when))
    return found


def nameless(text: str, names: set[str]) -> str:
    """The words of a message without mentions, pictures, mere courtesies and the names of those who wrote in the chat."""
    lines = []
    for line in text.split("\n"):
        bare = _MENTION.sub("", _MEDIA.sub("", line))
        for name in sorted(names, key=len, reverse=True):
            # One character alone is part of many words; with 姐 or before 说 it is a name.
            surname = re.compile(f"{re.escape(name)}(?:{_TITLES})")
            bare = bare.replace(name, "") if len(name) > 1 else surname.sub("", bare)
        bare = bare.strip(" ，,、:：")
        if bare and not _SPOKEN.match(bare):
            lines.append(bare)
    return "\n".join(lines)
