"""紧急情况: wording that must not wait for a form. The number to ring stands before the form goes on (R-25).

No Django in here. Nothing is blocked: who says it is no emergency goes on.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Emergency:
    """What was recognised: its words, and the number to ring first."""

    kind: str
    number: str
    words: tuple[str, ...]

    @property
    def box(self) -> str:
        """The id of its box on the page."""
        return f"emergency-{self.kind}"


EMERGENCIES = (
    Emergency(
        "medical",
        "120",
        (
            "晕倒",
            "昏迷",
            "没有呼吸",
            "心脏病发",
            "大出血",
            "触电",
            "溺水",
            "喝农药",
            "快不行了",
            "中风",
            "心梗",
            "心肌梗",
            "车祸",
            "自杀",
            "轻生",
            "割腕",
            "坠楼",
            "摔下楼",
            "吐血",
            "窒息",
            "中毒",
            "抽搐",
        ),
    ),
    Emergency("fire", "119", ("着火", "起火", "火灾", "冒浓烟", "爆炸")),
    Emergency(
        "gas",
        "119",
        ("煤气味", "燃气味", "煤气泄漏", "燃气泄漏", "天然气泄漏", "煤气漏", "燃气漏", "漏煤气", "漏燃气"),
    ),
    Emergency("trapped", "119", ("困在电梯", "被困电梯", "电梯困人", "要跳楼", "跳楼了")),
    Emergency(
        "crime",
        "110",
        (
            "持刀",
            "抢劫",
            "入室",
            "正在打人",
            "有人打架",
            "家暴",
            "打人",
            "砍人",
            "入户盗",
            "小偷",
            "跟踪我",
            "孩子丢了",
            "小孩丢了",
            "老人走失",
        ),
    ),
)


def emergencies_in(text: str) -> list[Emergency]:
    """Every emergency that the text speaks of, the most urgent first."""
    bare = "".join(text.split())
    return [known for known in EMERGENCIES if any(word in bare for word in known.words)]
