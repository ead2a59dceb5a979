"""What is done about members stands in no work log that colleagues read: affairs of the Party organisation (M-7)."""

from linli.core.rights import REGISTER
from linli.party import rights  # noqa: F401  enters the verbs
from linli.worklogs.lines import declare

VERBS = {code.split(".")[1] for code in REGISTER if code.startswith("party.")}
declare("party", {}, silent=sorted(VERBS | {"become_full"}))
