"""How large a workbook may be, and why. A community's largest roster is some 20,000 people x 40 columns."""

MIB = 1024 * 1024

#: Bytes as uploaded. 100,000 rows x 12 columns take 6 MB.
UPLOAD = 30 * MIB
#: Parts of the package. A workbook with a hundred sheets and their drawings has some 500.
MEMBERS = 2_000
#: All parts unpacked. 1.2 million cells take some 60 MB; a sheet of 496 rows has been seen to take 12 MB.
UNPACKED = 400 * MIB
#: Unpacked to packed, of one part. Styled empty cells reach 40, deflate itself at most 1032.
RATIO = 200
#: Parts smaller than this may have any ratio.
RATIO_FROM = 4 * MIB
#: Cells that say something. 100,000 rows x 12 columns, and a little more.
CELLS = 1_500_000
#: Cells of the rectangle around them, empty ones included: one stray blank in the last row of Excel must
#: not make a list of sixteen thousand million.
AREA = 20_000_000
#: Characters of all cells: one long text that a million cells share unpacks only here.
CHARACTERS = 200_000_000
#: Address space of the reading process, in bytes: 1.2 million cells need half of it.
MEMORY = 2 * 1024 * MIB
#: Processor seconds of the reading process. 100,000 rows take about three.
CPU_SECONDS = 30
#: Seconds until the reading process is ended, whatever it does.
WALL_SECONDS = 45.0
