"""What people upload as pictures, and what is kept of it."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from linli.core.files.pictures import LARGEST, LONGEST_SIDE, NotAPicture, read_picture


def as_file(image: Image.Image, kind: str = "JPEG", **more) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def photo(width: int = 60, height: int = 40) -> Image.Image:
    """Left half red, right half white."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 0, 0), (0, 0, width // 2, height))
    return image


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def with_place() -> bytes:
    """A photo as a telephone takes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "MadeUpPhone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 40.0, 12.34)
    return as_file(photo(), exif=exif, comment=b"secret words")


def test_nothing_but_the_picture_is_kept():
    data = with_place()
    assert dict(opened(data).getexif().get_ifd(0x8825))

    kept = read_picture(data)

    assert not opened(kept.data).getexif()
    assert b"MadeUpPhone" not in kept.data
    assert b"secret words" not in kept.data
    assert b"Exif" not in kept.data


def test_it_is_turned_upright():
    kept = read_picture(with_place())

    assert (kept.width, kept.height) == (40, 60) == opened(kept.data).size
    assert opened(kept.data).getpixel((20, 10))[1] < 60  # the red half is above now


def marked(turn: int, **more) -> bytes:
    """A red picture whose upper left quarter is blue, as a file that says how it is to be turned."""
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (0, 0, 20, 10))
    exif = Image.Exif()
    exif[0x0112] = turn
    return as_file(image, exif=exif, quality=95, **more)


@pytest.mark.parametrize(
    ("turn", "size", "blue"),
    [
        (0, (40, 20), (2, 2)),
        (1, (40, 20), (2, 2)),
        (2, (40, 20), (37, 2)),
        (3, (40, 20), (37, 17)),
        (4, (40, 20), (2, 17)),
        (5, (20, 40), (2, 2)),
        (6, (20, 40), (17, 2)),
        (7, (20, 40), (17, 37)),
        (8, (20, 40), (2, 37)),
        (9, (40, 20), (2, 2)),
    ],
)
def test_each_way_of_holding_a_telephone_comes_out_upright(turn, size, blue):
    kept = opened(read_picture(marked(turn, xmp=b"<x:xmpmeta/>", icc_profile=b"profile" * 40)).data)

    corners = {(x, y): kept.getpixel((x, y))[2] > 128 for x in (2, size[0] - 3) for y in (2, size[1] - 3)}
    assert kept.size == size
    assert [corner for corner, is_blue in corners.items() if is_blue] == [blue]
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(kept.info)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("field", [b"\x01\x0f\x00\x02", b"\x01\x12\x00\x03"], ids=["maker", "turn"])
def test_a_photo_whose_exif_is_nonsense_is_taken_all_the_same(field):
    data = with_place()
    place = data.index(field)
    for kind in range(13):
        nonsense = data[: place + 3] + bytes([kind]) + data[place + 4 :]

        assert read_picture(nonsense).width in {40, 60}


def test_grey_of_sixteen_bits_stays_grey():
    kept = read_picture(as_file(Image.new("I;16", (30, 20), 0x8000), "PNG"))

    assert 120 < opened(kept.data).getpixel((5, 5))[0] < 136


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", (254, 0, 0)),
        ("L", 7, "JPEG", (7, 7, 7)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("LA", (0, 0), "PNG", (255, 255, 255)),
        ("P", 0, "PNG", (0, 0, 0)),
    ],
)
def test_each_kind_of_colour_is_read(mode, colour, kind, seen):
    kept = opened(read_picture(as_file(Image.new(mode, (30, 20), colour), kind)).data)

    assert all(abs(got - want) < 4 for got, want in zip(kept.getpixel((9, 9)), seen, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_a_picture_that_moves_the_first_is_kept(kind):
    later = [Image.new("RGB", (30, 20), colour) for colour in ("green", "blue")]
    kept = read_picture(as_file(Image.new("RGB", (30, 20), "red"), kind, save_all=True, append_images=later))

    assert opened(kept.data).getpixel((9, 9))[0] > 240


def jpeg_that_claims(width: int, height: int, **more) -> bytes:
    """A small JPEG whose head promises another size."""
    data = as_file(photo(), **more)
    start = next(data.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in data)
    return data[: start + 5] + struct.pack(">HH", height, width) + data[start + 9 :]


def test_a_jpeg_that_has_to_be_decoded_whole_may_have_fewer_pixels():
    with pytest.raises(NotAPicture) as refused:
        read_picture(jpeg_that_claims(7000, 7000, progressive=True))
    assert refused.value.code == "pixels"

    assert read_picture(jpeg_that_claims(7000, 7000)).width == LONGEST_SIDE


def test_a_very_long_photo_is_decoded_small_too(monkeypatch):
    decoded = []
    monkeypatch.setattr(Image.Image, "resize", _noting(decoded, Image.Image.resize))
    read_picture(as_file(Image.new("RGB", (16_000, 100))))

    assert decoded in ([], [(2000, 13)]), "an eighth"


def _noting(sizes: list, resize):
    def noted(image, size, *rest, **more):
        sizes.append(image.size)
        return resize(image, size, *rest, **more)

    return noted


def test_what_hides_behind_a_picture_is_gone():
    kept = read_picture(as_file(photo()) + b"<script>alert(1)</script>PK\x03\x04")

    assert b"script" not in kept.data


def test_a_large_photo_becomes_smaller_and_keeps_its_shape():
    kept = read_picture(as_file(photo(6000, 3000)))

    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparent_parts_become_white(kind):
    kept = read_picture(as_file(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), kind))

    assert opened(kept.data).getpixel((15, 15)) == (255, 255, 255)


def png_that_claims(width: int, height: int) -> bytes:
    """A small file whose head promises a picture of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!doctype html><script>alert(1)</script>", "broken"),
        (b"GIF89a" + bytes(50), "broken"),
        (b"%PDF-1.7", "broken"),
        (b"", "broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "broken"),
        (as_file(photo())[:300], "broken"),
        (png_that_claims(40_000, 40_000), "pixels"),
        (png_that_claims(2**31 - 1, 2**31 - 1), "pixels"),
        (bytes(LARGEST + 1), "large"),
    ],
    ids=["html", "gif", "pdf", "nothing", "svg", "cut off", "bomb", "larger bomb", "too large"],
)
def test_what_is_no_good_picture_is_refused_in_words(data, code):
    with pytest.raises(NotAPicture) as refused:
        read_picture(data)

    assert refused.value.code == code
    assert str(refused.value.message)


WHOLE = [
    with_place(),
    as_file(photo(), "PNG"),
    as_file(photo(), "WEBP"),
    as_file(photo(), "PNG", optimize=True),
]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 4000),
)
def test_a_damaged_picture_is_taken_or_refused_never_an_error(data, changes, end):
    damaged = bytearray(data)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    try:
        kept = read_picture(bytes(damaged[: end or None]))
    except NotAPicture:
        return
    assert opened(kept.data).format == "JPEG"
