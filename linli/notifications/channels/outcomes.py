"""What may come of sending. The words name no address: they may stand in a log."""


class NotNow(Exception):
    """Perhaps later: nobody answered, or the other side was busy or broken."""


class Refused(Exception):
    """Never: the other side will not take this message."""


TOO_EARLY_OR_TOO_MANY = frozenset({408, 425, 429})
SERVER_FAULT = 500
GOOD = range(200, 300)


def judge(status: int) -> None:
    """What an HTTP status means (RFC 9110 section 15): 2xx is sent, 5xx and «wait» are later, the rest is never."""
    if status in GOOD:
        return
    if status >= SERVER_FAULT or status in TOO_EARLY_OR_TOO_MANY:
        raise NotNow(f"HTTP {status}")
    raise Refused(f"HTTP {status}")
