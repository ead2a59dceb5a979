"""The process that draws the pages of a PDF: it binds its own hands before it reads, and knows no secret, no database and
no Django. Its arguments: the folder with `in.pdf`, where `1.png`, `2.png` … then stand, and how many pages at most.
"""

import resource
import sys
from pathlib import Path

import typst

# Address space in bytes, and processor seconds: nine pages of a scanner take about a second each.
MEMORY, CPU_SECONDS = 3 * 1024**3, 30
# Of an A4 page; what is kept has at most 2000 pixels a side.
PIXELS_PER_INCH = 170
# The frame is fixed, so that no page can ask for a picture of any size.
PAGE = '#set page(width: 210mm, height: 297mm, margin: 0pt)\n#image("in.pdf", page: %d, width: 100%%, height: 100%%, fit: "contain")\n'


def main() -> None:
    """Draw page after page until there is none, or one more than may be."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, most = Path(sys.argv[1]), int(sys.argv[2])
    frame = folder / "page.typ"
    for number in range(1, most + 2):
        frame.write_text(PAGE % number, "utf-8")
        try:
            typst.compile(
                frame, output=folder / f"{number}.png", root=folder, format="png", ppi=PIXELS_PER_INCH,
                font_paths=[], ignore_system_fonts=True,
            )  # fmt: skip
        except typst.TypstError:
            return


if __name__ == "__main__":
    main()
