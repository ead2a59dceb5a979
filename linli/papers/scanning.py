"""认码: the QR codes on a photo of paper (ISO/IEC 18004), read on this machine."""

import io

import zxingcpp
from PIL import Image

from linli.core.files.pictures import Picture


def codes_on(picture: Picture) -> list[str]:
    """What the QR codes of a picture say, each once."""
    with Image.open(io.BytesIO(picture.data)) as image:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    return list(dict.fromkeys(one.text for one in found if one.valid))
