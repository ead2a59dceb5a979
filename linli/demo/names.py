"""Invented names: the same ones at every replay, made of common surnames and given names."""

import random
from collections.abc import Iterator

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
GIVEN = (
    "子文明志建国春秋雨晴海山云松柏竹兰梅菊芳华英杰伟强勇军平安宁静雅丽敏慧洁清玉珍宝成达远航宇泽林森禾田园稼"
)
SEED = 20211


def names(series: str) -> Iterator[str]:
    """Names of two or three characters without end, none twice; `series` is a community's word."""
    dice = random.Random(f"{SEED}{series}")  # noqa: S311  nothing is kept secret with it
    given = set()
    while True:
        name = dice.choice(SURNAMES) + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2, 2))))
        if name not in given:
            given.add(name)
            yield name
