"""Where pictures lie: outside the database, sealed, named by the hash of what they show."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from linli.core import crypto


def path_of(community_id: UUID, digest: str) -> Path:
    """The file of a picture; each community has its own folder."""
    return Path(settings.FILES) / community_id.hex / digest[:2] / digest


def put(community_id: UUID, digest: str, data: bytes) -> None:
    """Keep a picture, unless it lies there; whole or not at all. One that lies there is new again for the sweep."""
    path = path_of(community_id, digest)
    try:
        os.utime(path)
    except FileNotFoundError:
        _write(path, crypto.seal_bytes(data, _place(community_id, digest)))


def put_sealed(community_id: UUID, digest: str, sealed: bytes) -> None:
    """Keep a picture as a backup holds it; raises InvalidTag where it is not what it says."""
    crypto.unseal_bytes(sealed, _place(community_id, digest))
    _write(path_of(community_id, digest), sealed)


def get(community_id: UUID, digest: str) -> bytes:
    """The picture; raises FileNotFoundError, and InvalidTag where somebody changed or moved its file."""
    return crypto.unseal_bytes(path_of(community_id, digest).read_bytes(), _place(community_id, digest))


def drop(community_id: UUID, digest: str) -> None:
    """Erase a picture for good."""
    path_of(community_id, digest).unlink(missing_ok=True)


def everything() -> Iterator[tuple[UUID, str, Path]]:
    """Every picture that lies there: its community, its hash, its file."""
    for path in Path(settings.FILES).glob("*/*/*"):
        if path.suffix == "":
            yield UUID(path.parent.parent.name), path.name, path


def reseal() -> int:
    """Seal with the newest key what an older one sealed; how many."""
    done = 0
    for community_id, digest, path in everything():
        sealed = path.read_bytes()
        if not crypto.is_current(sealed):
            place = _place(community_id, digest)
            _write(path, crypto.seal_bytes(crypto.unseal_bytes(sealed, place), place))
            done += 1
    return done


def _place(community_id: UUID, digest: str) -> str:
    return f"core.file.{community_id}:{digest}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
