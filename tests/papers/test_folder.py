"""材料夹: whatever people call their meetings, every computer opens the parcel."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from linli.papers.folder import fit, folder


def opened(made):
    with zipfile.ZipFile(io.BytesIO(made)) as parcel:
        assert parcel.testzip() is None
        return {one.filename: parcel.read(one) for one in parcel.infolist()}


def test_files_lie_in_their_folders_and_the_same_files_are_the_same_bytes():
    files = [(("南门", "01 党课:讲/村史", "记录.docx"), b"a"), (("南门", "本子.pdf"), b"b")]

    assert opened(folder(files)) == {"南门/01 党课：讲／村史/记录.docx": b"a", "南门/本子.pdf": b"b"}
    assert folder(files) == folder(files)


def test_a_name_that_is_there_gets_a_number():
    made = opened(
        folder(
            [
                (("a", "Sheet.jpg"), b"1"),
                (("a", "sheet.jpg"), b"2"),
                (("a", "sheet"), b"3"),
                (("a", "sheet"), b"4"),
            ]
        )
    )

    assert list(made) == ["a/Sheet.jpg", "a/sheet 2.jpg", "a/sheet", "a/sheet 2"]


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=90)), max_size=5))
def test_every_name_is_fit_and_leads_out_of_no_folder(names):
    made = opened(folder(((top, f"{name}.docx"), name.encode("utf-8", "replace")) for top, name in names))

    assert len(made) == len(names)
    for way in made:
        assert way.count("/") == 1
        for part in way.split("/"):
            assert part.isprintable()
            assert part == part.strip(" .") != ""
            assert not set(part) & set('<>:"\\|?*')
            assert part not in {".", ".."}


def test_the_ending_is_kept_and_a_sentence_is_no_ending():
    assert fit("很" * 80 + ".docx") == "很" * 60 + ".docx"
    assert fit("3.5 小时的党课在小区里") == "3.5 小时的党课在小区里"
    assert fit("...") == "_"
