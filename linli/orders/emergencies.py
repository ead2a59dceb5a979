"""Words that mean somebody must be called at once (110, 119, 120) before any form is filled in (R-25). Pure.

Urgent safety is never an order: the page shows the number first, the order only records.
"""

#: Words as residents write them, and the number to call (报警 110, 火警 119, 急救 120, 交通事故 122).
WORDS: dict[str, tuple[str, ...]] = {
    "120": (
        "晕倒",
        "昏倒",
        "昏迷",
        "没有呼吸",
        "没呼吸",
        "大出血",
        "心梗",
        "中风",
        "抽搐",
        "煤气中毒",
        "触电",
        "溺水",
    ),
    "119": ("着火", "起火", "失火", "火灾", "冒浓烟", "爆炸", "燃气泄漏", "煤气泄漏", "电梯困人", "被困电梯"),
    "110": ("打架", "持刀", "抢劫", "有人跳楼", "要跳楼", "轻生", "自杀", "家暴", "入室盗窃", "走失"),
    "122": ("车祸", "撞车", "撞人"),
}


def numbers_to_call(text: str) -> list[str]:
    """The emergency numbers that a text calls for, most urgent first; empty for an ordinary matter."""
    return [number for number, words in WORDS.items() if any(word in text for word in words)]
