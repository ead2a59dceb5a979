"""Everything that changes something in the hall. One function per verb."""

from linli.hall.actions.appointments import book, cancel, keep, set_hours
from linli.hall.actions.catalogue import Described, add_item, amend_item, end_item
from linli.hall.actions.seals import stamp
from linli.hall.actions.tickets import call, call_next, serve, skip, take
from linli.hall.actions.transactions import (
    admit,
    begin,
    decline,
    finish,
    hand_out,
    refer,
    return_papers,
    supply,
    take_papers,
    withdraw,
)

__all__ = [
    "Described", "add_item", "admit", "amend_item", "begin", "book", "call", "call_next", "cancel", "decline", "end_item",
    "finish", "hand_out", "keep", "refer", "return_papers", "serve", "set_hours", "skip", "stamp", "supply", "take", "take_papers",
    "withdraw",
]  # fmt: skip
