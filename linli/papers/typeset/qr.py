"""二维码 for paper: SVG, error level M, a quiet zone of four modules (ISO/IEC 18004)."""

import io

import segno


def qr_svg(address: str) -> str:
    """The QR code of an address as an SVG document."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(
        drawing, kind="svg", border=4, xmldecl=False, scale=4
    )
    return drawing.getvalue().decode()
