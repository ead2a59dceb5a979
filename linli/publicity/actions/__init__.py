"""Everything that changes what is made known, on which channels and boards."""

from linli.publicity.actions.boards import end_board, put_up, register_board
from linli.publicity.actions.publications import (
    draft,
    end_channel,
    examine,
    open_channel,
    propose,
    publish,
    rewrite,
    send_back,
    send_out,
    take_down,
)

__all__ = [
    "draft", "end_board", "end_channel", "examine", "open_channel", "propose", "publish", "put_up", "register_board",
    "rewrite", "send_back", "send_out", "take_down",
]  # fmt: skip
