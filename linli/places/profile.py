"""How a community looks and speaks: one typed profile, kept as one value. Numbers of the law are rulebook rows."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

ACCENTS = ("pine", "lake", "plum", "beacon", "ochre")


@dataclass(frozen=True)
class CommunityProfile:
    """Look and words of a community (社区的样子和说法)."""

    accent: str = "pine"
    phone: str = ""
    address: str = ""
    hours: str = ""

    def __post_init__(self) -> None:
        if self.accent not in ACCENTS:
            raise ValueError(f"accent must be one of {', '.join(ACCENTS)}")

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """The profile as stored; words it does not know are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def stored(self) -> dict[str, Any]:
        """The value to store."""
        return asdict(self)
