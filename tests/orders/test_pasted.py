"""Pasted chats (N-13): twenty invented ones. Only what asks for something becomes a draft, and no speaker's name is left."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.models import AuditEntry
from linli.orders.models import Order
from linli.orders.pasted import Message, drafts, split

CHATS = {
    "computer": ("苏阿姨 2026/3/10 9:12\n3栋楼道灯坏了三天\n\n李姐 2026/3/10 9:13\n收到，谢谢", ["3栋楼道灯坏了三天"]),
    "mention": ("老魏 2026/3/10 9:15\n@苏阿姨 我们单元也是，谁来修修\n[图片]", ["我们单元也是，谁来修修"]),
    "forwarded": (
        "青云首府业主群的聊天记录\n\n— — — — — 2026-03-10 — — — — —\n\n青云1-302  09:12\n北门垃圾桶满了没人清\n\n青云5-101  09:14\n+1",
        ["北门垃圾桶满了没人清"],
    ),
    "time first": ("09:12 小林：请问居住证在哪里办？\n09:13 汪主任：到大厅二号窗口", ["请问居住证在哪里办？"]),
    "brackets": ("[2026-03-10 09:12] 阿芳: 电梯又停了，什么时候修好\n[2026-03-10 09:13] 物业小冯: 下午", ["电梯又停了，什么时候修好"]),
    "quote": ("老魏 昨天 18:20\n「李姐：今天停水吗」\n- - - - - - - -\n我家也没水了，麻烦问一下", ["我家也没水了，麻烦问一下"]),
    "no head": ("下水道堵了，请派人来看看\n在青云首府3栋", ["下水道堵了，请派人来看看\n在青云首府3栋"]),
    "address with a colon": ("地址：青云首府3栋\n楼顶漏水，求修", ["地址：青云首府3栋\n楼顶漏水，求修"]),
    "two in a row": ("阿芳: 楼下有人占车位\n阿芳: 报了两次没人管", ["楼下有人占车位\n报了两次没人管"]),
    "name within": ("阿芳: 电梯坏了\n小林: 阿芳说得对，请物业快修", ["说得对，请物业快修"]),
    "surname": ("陈: 电梯又坏了，关了十分钟\n刘: 陈姐说的对，要物业赶紧修", ["电梯又坏了，关了十分钟", "说的对，要物业赶紧修"]),
    "courtesies": ("阿芳: 谢谢\n小林: 好的\n老魏: 收到\n李姐: 辛苦了\n汪: [表情]", []),
    "chatter": ("阿芳: 今天天气真好\n小林: 是啊，出去走走", []),
    "evening": ("李姐 3月9日 晚上8:15\n广场舞太吵了，孩子睡不着", ["广场舞太吵了，孩子睡不着"]),
    "weekday": ("老魏 星期三 07:30\n门口积水，老人过不去", ["门口积水，老人过不去"]),
    "full width": ("苏阿姨：窗户外面的雨棚掉了一半，怕砸到人，请处理", ["窗户外面的雨棚掉了一半，怕砸到人，请处理"]),
    "voice": ("苏阿姨 09:12\n[语音]\n\n苏阿姨 09:13\n路口红灯一直不亮", ["路口红灯一直不亮"]),
    "house number as name": ("5栋2单元张叔 09:12\n水压太小，能不能看看", ["水压太小，能不能看看"]),
    "windows ends": ("老魏 2026/3/10 9:15\r\n围墙倒了一截\r\n", ["围墙倒了一截"]),
    "seconds": ("阿芳 2026-03-10 09:12:33\n小狗丢了，帮忙留意", ["小狗丢了，帮忙留意"]),
}  # fmt: skip


@pytest.mark.parametrize(("pasted", "wanted"), CHATS.values(), ids=CHATS)
def test_what_asks_for_something_is_a_draft(pasted, wanted):
    found = [draft.text for draft in drafts(split(pasted))]
    assert found == wanted


@pytest.mark.parametrize("pasted", [chat for chat, _wanted in CHATS.values()], ids=CHATS)
def test_no_name_of_a_speaker_is_left(pasted):
    messages = split(pasted)
    names = {message.speaker for message in messages if len(message.speaker) > 1}
    assert not any(name in draft.text for draft in drafts(messages) for name in names)


@given(st.text(max_size=300))
def test_anything_may_be_pasted(pasted):
    messages = split(pasted)
    assert all(isinstance(message, Message) and message.text.strip() for message in messages)
    assert len(drafts(messages)) <= len(messages)


def test_heads_name_who_and_when():
    assert split("李姐 3月9日 晚上8:15\n太吵了") == [Message("李姐", "3月9日 晚上8:15", "太吵了")]


def test_the_page_shows_drafts_and_keeps_nothing(place, enter):
    client = enter(place.users["clerk"])
    before = AuditEntry.objects.count()
    page = client.post("/desk/nanmen/orders/paste", {"chat": CHATS["computer"][0]}).content.decode()
    assert "3栋楼道灯坏了三天" in page
    assert place.category("路灯照明").name in page
    assert (Order.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_a_draft_becomes_an_order_only_with_the_consent_of_who_wrote_it(place, enter):
    client = enter(place.users["clerk"])
    category = str(place.category("路灯照明").pk)
    draft = {"draft": "1", "text": "楼道灯坏了", "channel": "group", "category": category}
    form = client.post("/desk/nanmen/orders/submit", draft)
    assert form.status_code == 200
    assert "楼道灯坏了" in form.content.decode()
    sent = {"act_id": str(uuid.uuid4()), "text": "楼道灯坏了", "channel": "group", "category": category}
    refused = client.post("/desk/nanmen/orders/submit", sent)
    assert refused.status_code == 422
    assert not Order.objects.exists()
    assert client.post("/desk/nanmen/orders/submit", {**sent, "agreed": "on"}).status_code == 302
    assert Order.objects.get().channel == "group"


def test_nothing_pasted_is_said(place, enter):
    answer = enter(place.users["clerk"]).post("/desk/nanmen/orders/paste", {"chat": " "})
    assert answer.status_code == 422
