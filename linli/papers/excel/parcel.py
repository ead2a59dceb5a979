"""What kind of file is this, and is it safe to unpack? Looks at bytes only; runs in the reading process.

The header of a zip may lie about the size of a part, so parts are unpacked in pieces and counted.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from linli.papers.excel import limits

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes of what people upload by mistake.
STRANGERS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
#: Streams of an OLE2 file, as their names stand in its directory, and what each makes of the file.
STREAMS = (
    ("EncryptedPackage", "password"),
    ("Workbook", ""),
    ("Book", ""),
    ("WordDocument", "word"),
    ("PowerPoint Document", "other"),
)
#: Parts of a zip that say which program wrote it.
PARTS = (
    ("xl/workbook.bin", "binary"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "other"),
    ("content.xml", "opendocument"),
)
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
PIECE = 256 * 1024
LOCAL_HEADER = 30


class Refused(Exception):
    """The file is not read; `code` names the reason, `values` what the message tells."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def inspect(data: bytes) -> None:
    """Refused unless this is an xlsx or xls workbook that unpacks to a bearable size."""
    if not data:
        raise Refused("empty_file")
    if data.startswith(ZIP):
        _inspect_zip(data)
    elif data.startswith(OLE):
        _inspect_ole(data)
    else:
        raise Refused(_stranger(data))


def _stranger(data: bytes) -> str:
    for magic, code in STRANGERS:
        if data.startswith(magic):
            return code
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml") and b"spreadsheet" in start:
        return "xml_2003"
    if start.startswith(b"<"):
        return "html"
    return "csv" if _is_text(data[:4096]) else "other"


def _is_text(start: bytes) -> bool:
    """UTF-8 or GB 18030 without control characters; a cut last character is no fault."""
    if b"\x00" in start:
        return start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-8", "gb18030"):
        try:
            start[:-4].decode(coding, errors="strict")
        except UnicodeDecodeError as error:
            if error.end >= len(start[:-4]) - 4:
                return True
        else:
            return True
    return False


def _inspect_ole(data: bytes) -> None:
    for name, code in STREAMS:
        if name.encode("utf-16-le") in data:
            if code:
                raise Refused(code)
            return
    raise Refused("other")


def _inspect_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refused("damaged") from error
    if len(members) > limits.MEMBERS:
        raise Refused("too_large")
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise Refused(next((code for part, code in PARTS if part in names), "archive"))
    if len(names) < len(members):
        raise Refused("damaged")
    total = 0
    for member in members:
        total += _unpacked_size(data, member, limits.UNPACKED - total)


def _unpacked_size(data: bytes, member: zipfile.ZipInfo, room: int) -> int:
    """The true size of a part; Refused when it is beyond `room`, lies, or declares a document type."""
    size, tail = 0, b""
    xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    for piece in _pieces(data, member):
        if xml and size == 0 and (b"\x00" in piece[:4] or piece[:2] in {b"\xff\xfe", b"\xfe\xff"}):
            raise Refused("dtd")  # UTF-16 would hide the declaration from the search
        if xml and DTD.search(tail + piece):
            raise Refused("dtd")
        tail = piece[-8:]
        size += len(piece)
        if size > room:
            raise Refused("too_large")
        if size > limits.RATIO_FROM and size > limits.RATIO * member.compress_size:
            raise Refused("bomb")
    if size != member.file_size:
        raise Refused("bomb" if size > member.file_size else "damaged")
    return size


def _pieces(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of a part, some at a time, whatever the header says of their number."""
    packed = memoryview(data)[_start(data, member) :][: member.compress_size]
    if len(packed) < member.compress_size:
        raise Refused("damaged")
    if member.compress_type == zipfile.ZIP_STORED:
        for start in range(0, len(packed), PIECE):
            yield bytes(packed[start : start + PIECE])
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("damaged")
    unpacker, rest = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    while rest and not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, PIECE)
        except zlib.error as error:
            raise Refused("damaged") from error
        yield piece
        rest = unpacker.unconsumed_tail


def _start(data: bytes, member: zipfile.ZipInfo) -> int:
    """Where the bytes of a part begin: behind its local header, its name and its extras."""
    if member.flag_bits & 1:
        raise Refused("password")
    at = member.header_offset
    header = data[at : at + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(ZIP):
        raise Refused("damaged")
    return (
        at + LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    )
