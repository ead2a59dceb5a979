"""What is made known, on which channels it went out, and what hangs on which board."""

from linli.publicity.models.boards import Board, BoardVersion
from linli.publicity.models.publications import Audience, Outlet, Publication, PublicityChannel, Topic

__all__ = ["Audience", "Board", "BoardVersion", "Outlet", "Publication", "PublicityChannel", "Topic"]
