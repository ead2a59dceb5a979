"""扫描件: a PDF that a scanner made, taken in as pictures of its pages. The PDF itself is not kept: no script in it, no author,
nothing hidden; each page is drawn in a process of its own (`pdf_child`) and then judged like any picture.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.files.forms import PicturesField
from linli.core.files.pictures import LARGEST, MEGABYTE, NotAPicture, Picture, read_picture

ROOT = Path(__file__).resolve().parents[2]
BEGINS = b"%PDF-"
WALL_SECONDS = 45.0
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"


def pages_of(data: bytes, *, most: int) -> list[Picture]:
    """The pages of a PDF as pictures; raises NotAPicture, in words for the person, where it has more than `most`, is
    locked or damaged, or takes too long.
    """
    if len(data) > LARGEST:
        raise NotAPicture(
            _("This PDF is larger than %(most)d MB."), params={"most": LARGEST // MEGABYTE}, code="large"
        )
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.pdf").write_bytes(data)
        _draw(folder, most)
        drawn = [folder / f"{number}.png" for number in range(1, most + 2)]
        pages = [path.read_bytes() for path in drawn if path.exists()]
    if not pages:
        raise NotAPicture(_("This PDF cannot be read. Is it locked with a password?"), code="broken")
    if len(pages) > most:
        raise NotAPicture(_("At most %(most)d pages, please."), params={"most": most}, code="pages")
    return [read_picture(page) for page in pages]


def _draw(folder: Path, most: int) -> None:
    command = [sys.executable, "-m", "linli.papers.pdf_child", str(folder), str(most)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, a folder and a number
            command, cwd=ROOT, env={"PATH": os.defpath, "PYTHONUTF8": "1"}, timeout=WALL_SECONDS, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise NotAPicture(
            _("Reading this PDF takes too long; add its pages as pictures."), code="slow"
        ) from late
    if done.returncode:
        raise NotAPicture(_("This PDF cannot be read. Is it locked with a password?"), code="broken")


class ScansField(PicturesField):
    """扫描件: photos of the pages of a paper, or a PDF of them; together at most `most` pages."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(most=most, **{"required": True, **kwargs})
        self.widget.attrs["accept"] = ACCEPTED

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        """The pages in their order, ready to be kept."""
        files = [file for file in data or [] if file]
        if self.required and not files:
            raise forms.ValidationError(_("Choose a picture or a PDF."), code="required")
        if len(files) > self.most:
            raise forms.ValidationError(_("At most %(most)d pages, please."), params={"most": self.most})
        pages: list[Picture] = []
        for file in files:
            content = forms.FileField.clean(self, file).read()
            pages += (
                pages_of(content, most=self.most) if content.startswith(BEGINS) else [read_picture(content)]
            )
            if len(pages) > self.most:
                raise forms.ValidationError(_("At most %(most)d pages, please."), params={"most": self.most})
        return pages
