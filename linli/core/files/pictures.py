"""Pictures as they come in: judged, turned upright, made smaller, and written anew without anything but the picture.

Nothing of the uploaded file itself is kept: no EXIF, no place where it was taken, no name, no thumbnail, nothing
hidden behind it. What is no picture is refused, whatever it is called.
"""

import hashlib
import io
import struct
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image

MEGABYTE = 1_000_000
LARGEST = 15 * MEGABYTE
LONGEST_SIDE = 2000
SMALL_SIDE = 360
# A JPEG is decoded at a fraction of its size (a camera of 108 million is common); other kinds, and a progressive JPEG,
# only whole.
MOST_PIXELS = {"JPEG": 150_000_000, "MPO": 150_000_000}
MOST_PIXELS_WHOLE = 30_000_000
QUALITY = 82
# Sizes are judged by us, from the head of the file, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
ORIENTATION = 0x0112
# EXIF 2.32, Orientation: how the picture is to be turned or mirrored.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What the decoder says about files that only look like pictures.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ZeroDivisionError,
)


class NotAPicture(forms.ValidationError):
    """What was uploaded cannot be taken."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: JPEG, upright, at most `LONGEST_SIDE` pixels."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 (FIPS 180-4) of the data."""
        return hashlib.sha256(self.data).hexdigest()


def read_picture(data: bytes) -> Picture:
    """The picture in an uploaded file; raises NotAPicture, in words for the person."""
    if len(data) > LARGEST:
        raise NotAPicture(
            _("This picture is larger than %(most)d MB."), params={"most": LARGEST // MEGABYTE}, code="large"
        )
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > _most_pixels(image):
                raise NotAPicture(_("This picture has too many pixels."), code="pixels")
            return _redrawn(image)
    except BROKEN as broken:
        raise NotAPicture(
            _("This is not a picture that can be read. JPEG, PNG and WebP can."), code="broken"
        ) from broken


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; what else stands there, readable or not, does not matter. Grey of 16 bits becomes grey
    of 8, which converting alone would cut off at white.
    """
    try:
        turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
    except BROKEN:
        turn = None
    grey = (
        image.point(lambda value: value * (1 / 256)).convert("L") if image.mode.startswith("I;16") else image
    )
    return grey if turn is None else grey.transpose(turn)


def shrunk(data: bytes) -> bytes:
    """A kept picture, small enough for a list of many."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return _redrawn(image, SMALL_SIDE).data


def _most_pixels(image: Image.Image) -> int:
    if "progressive" in image.info:
        return MOST_PIXELS_WHOLE
    return MOST_PIXELS.get(image.format or "", MOST_PIXELS_WHOLE)


def _redrawn(image: Image.Image, longest: int = LONGEST_SIDE) -> Picture:
    fit = longest / max(image.size)
    # Both sides as they will be: a square would have a very long and low JPEG decoded whole.
    image.draft(None, (max(1, int(image.width * fit)), max(1, int(image.height * fit))))
    image.thumbnail((longest, longest))
    upright = _upright(image)
    on_white = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    on_white.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    on_white.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(out.getvalue(), *on_white.size)
