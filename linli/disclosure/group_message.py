"""群消息: an announcement as plain text for a chat group, at most 300 characters, with one link (N-1). Pure."""

LIMIT = 300


def group_message(*, title: str, text: str, lines: list[str], address: str, limit: int = LIMIT) -> str:
    """【title】, the text, then lines such as when and whom to ring, then the address. Only the text is cut short."""
    head, tail = f"【{title}】", "\n".join(line for line in [*lines, address] if line)
    room = limit - len(head) - len(tail) - 2
    body = " ".join(text.split())
    if len(body) > room:
        body = body[: max(0, room - 1)] + "…"
    return f"{head}\n{body}\n{tail}"
