"""The converting process: a workbook in, its XForm out as one JSON document. It binds its own hands before it reads.

It knows no secret, no database and no Django. What pyxform refuses it says in {"refused", "message"}; the package is
looked at as every workbook is (`papers.excel.parcel`) before pyxform sees a byte.
"""

import json
import resource
import sys
from typing import Any

from linli.papers.excel import limits
from linli.papers.excel.parcel import OLE, Refused, inspect


def main() -> None:
    """Convert what comes on stdin; the only argument is the name of the form where the workbook gives none."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout
    sys.stdout = sys.stderr  # whatever a library prints is no part of the document
    json.dump(convert(sys.stdin.buffer.read(limits.UPLOAD + 1)), out)


def convert(data: bytes) -> dict[str, Any]:
    """The XForm and the warnings of a workbook, or why there is none."""
    try:
        inspect(data)
    except Refused as refused:
        return {"refused": refused.code, "values": refused.values}
    return _converted(data, ".xls" if data.startswith(OLE) else ".xlsx")


def _converted(data: bytes, kind: str) -> dict[str, Any]:
    import warnings

    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as to_xform

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drawings that it does not read
            made = to_xform(data, file_type=kind)
    except PyXFormError as refusal:
        return {"refused": "xlsform", "message": str(refusal)}
    except MemoryError:
        return {"refused": "too_large"}
    return {"xform": made.xform, "warnings": [str(words) for words in made.warnings or []]}


if __name__ == "__main__":
    main()
