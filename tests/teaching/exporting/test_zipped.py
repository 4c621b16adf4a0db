"""Archives that derive packs itself, read by Python's own reader."""

from io import BytesIO
from zipfile import ZipFile
from zlib import crc32

from hypothesis import given, settings
from hypothesis import strategies as st

from derive.teaching.exporting.zipped import Member, Zip, member

GB = 1 << 30
NAMES = st.text(st.characters(exclude_categories=("C",), exclude_characters="/\\"), min_size=1)


def packed(contents, file, at=0):
    table = BytesIO()
    file.seek(at)
    archive = Zip(file, table)
    for name, content in contents:
        archive.put(member(name, content))
    archive.end()


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
@settings(max_examples=50, deadline=None)
def test_what_is_packed_is_unpacked(contents):
    file = BytesIO()
    packed(contents.items(), file)
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents


def test_a_file_in_pieces_is_a_file():
    file = BytesIO()
    archive = Zip(file, BytesIO())
    archive.put_pieces("a", (b"one, ", b"two, ", b"three"))
    archive.put(member("b", b"four"))
    archive.end()
    with ZipFile(file) as found:
        assert found.read("a") == b"one, two, three" and found.read("b") == b"four"


def test_more_files_than_the_narrow_count_holds():
    file = BytesIO()
    packed(((f"{n}", b"") for n in range(70_000)), file)
    with ZipFile(file) as archive:
        assert len(archive.namelist()) == 70_000 and archive.read("69999") == b""


def test_files_beyond_the_narrow_place(tmp_path):
    path = tmp_path / "large.zip"
    with path.open("wb") as file:  # with a hole in front, which no disk has to hold
        packed([("a", b"one"), ("b", b"two")], file, at=5 * GB)
    with ZipFile(path) as archive:
        assert archive.read("a") == b"one" and archive.read("b") == b"two"
        assert [one.header_offset > 5 * GB - 1 for one in archive.infolist()] == [True, True]


def test_sizes_beyond_the_narrow_field():
    file = BytesIO()
    archive = Zip(file, BytesIO())
    one = member("a", b"one")
    archive.put(Member("a", crc32(b"one"), 6 * GB, one.content))  # as if it had been that large
    archive.put(member("b", b"two"))
    archive.end()
    with ZipFile(file) as found:
        assert found.getinfo("a").file_size == 6 * GB
        assert found.getinfo("a").compress_size == len(one.content)
        assert found.read("b") == b"two"
