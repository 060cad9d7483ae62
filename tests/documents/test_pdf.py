"""PDF: paragraphs told by where lines stand, what is printed around pages left out, hostile files refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Limits, SourceFile, read_source
from indexer.documents.binary.furniture import is_page_number
from indexer.documents.binary.pdf import read
from indexer.documents.source import Draft
from indexer.errors import DocumentError
from tests.documents.pdf_files import Placed, set_lines, write_objects, write_pdf

LONG = "一年来供水站把管好水源修好管网收好水费三件事放在前面，全年没有发生停水超过四小时的事故，居民用水比往年稳当，漏损的水也少了三成。"
OTHER = "下半年化验员轮流值班，每周一把上一周的结果贴在公示栏，村里的人看得见也问得着，遇到浑水当天就查，查到哪一段就修哪一段。"


def draft(folder: Path, *pages: list[Placed], page: str = "") -> Draft:
    return read(write_pdf(folder / "a.pdf", pages, page=page), Limits())


def lines(folder: Path, *pages: list[Placed]) -> list[str]:
    return [block.text.strip() for block in draft(folder, *pages).blocks]


# ---- paragraphs ----


@pytest.mark.parametrize("width", [20, 21, 25, 31])
def test_lines_of_a_paragraph_are_joined(tmp_path: Path, width: int):
    assert lines(tmp_path, set_lines(f"{LONG}\n{OTHER}", 80, 760, width)) == [LONG, OTHER]


def test_an_indented_paragraph_begins_with_two_blanks(tmp_path: Path):
    first, second = draft(tmp_path, set_lines(f"{LONG}\n{OTHER}", 80, 760, 20)).blocks
    assert (first.text, second.text) == (f"\u3000\u3000{LONG}", f"\u3000\u3000{OTHER}")


def test_a_paragraph_goes_on_over_a_page(tmp_path: Path):
    placed = set_lines(f"{LONG}\n{OTHER}", 80, 760, 20)
    assert lines(
        tmp_path, placed[:5], [(left, below + 90, size, text) for left, below, size, text in placed[5:]]
    ) == [LONG, OTHER]


def test_paragraphs_without_indent_are_parted_by_a_gap(tmp_path: Path):
    first = set_lines(LONG[:40], 80, 760, 20, indent=0)
    second = set_lines(OTHER[:50], 80, 700, 20, indent=0)
    assert lines(tmp_path, first + second) == [LONG[:40], OTHER[:50]]


def test_columns_are_read_one_after_the_other(tmp_path: Path):
    left, right = set_lines(LONG, 60, 760, 16), set_lines(OTHER, 310, 760, 16)
    assert lines(tmp_path, left + right) == [LONG, OTHER]


def test_lines_are_read_from_top_to_bottom_whatever_the_order_in_the_file(tmp_path: Path):
    assert lines(tmp_path, set_lines(f"{LONG}\n{OTHER}", 80, 760, 20)[::-1]) == [LONG, OTHER]


def test_headings_and_short_lines_stand_alone(tmp_path: Path):
    text = f"一、主要做法\n{LONG}\n供水站\n二〇二一年十二月"
    assert lines(tmp_path, set_lines(text, 80, 760, 20)) == text.split("\n")


def test_items_that_hang_below_their_numbers(tmp_path: Path):
    item = "１、" + LONG
    hanging = [
        (80, 760, 12, item[:20]),
        *((104, 760 - 19.2 * n, 12, item[2 + 18 * n : 20 + 18 * n]) for n in (1, 2, 3)),
    ]
    after = [(80, 760 - 19.2 * 4, 12, "２、查管网。")]
    assert lines(tmp_path, hanging + after) == [item, "２、查管网。"]


def test_words_divided_at_the_end_of_a_line(tmp_path: Path):
    pieces = ["the station and its infor-", "mation board were read by", "every house of the village"]
    placed = [(80, 760 - 18 * place, 12, piece) for place, piece in enumerate(pieces)]
    assert lines(tmp_path, placed) == [
        "the station and its information board were read by every house of the village"
    ]


def test_numbers_among_chinese_stay_close_and_columns_apart(tmp_path: Path):
    close = [(80, 760, 12, "到"), (95, 760, 12, "2021"), (122, 760, 12, "年底全部修好。")]
    cells = [(80, 720, 12, "上河村"), (200, 720, 12, "三百户"), (300, 720, 12, "46800")]
    assert lines(tmp_path, close + cells) == ["到2021年底全部修好。", "上河村 三百户 46800"]


def test_notes_stand_below_the_paragraph_that_goes_on_over_the_page(tmp_path: Path):
    placed = set_lines(LONG, 80, 400, 20)
    mark: Placed = (80 + 12 * 20 + 1, 404, 6, "1")
    note: Placed = (80, 60, 9, "1各段长度以竣工图为准。")
    below = [(left, below + 300, size, text) for left, below, size, text in placed[2:]]
    assert lines(tmp_path, [placed[0], mark, placed[1], note], below) == [LONG, "1各段长度以竣工图为准。"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, turned: int):
    def turn(placed: Placed) -> str:
        left, below, size, text = placed
        cos, sin, x, y = {
            90: (0, 1, 595 - below, left),
            180: (-1, 0, 595 - left, 842 - below),
            270: (0, -1, below, 842 - left),
        }[turned]
        return f"/F {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj\n"

    path = write_pdf(tmp_path / "a.pdf", [[(0, 0, 12, "标记")]], page=f"/Rotate {turned}")
    placed = set_lines(f"{LONG}\n{OTHER}", 80, 500, 20)
    marker = "/F 12 Tf 1 0 0 1 0 0 Tm <" + "标记".encode("utf-16-be").hex() + "> Tj\n"
    stream = "".join(map(turn, placed))
    text = (
        path.read_bytes()
        .decode("latin-1")
        .replace(marker, stream)
        .replace(f"/Length {len(marker) + 5}", f"/Length {len(stream) + 5}")
    )
    path.write_bytes(text.encode("latin-1"))
    assert [block.text.strip() for block in read(path, Limits()).blocks] == [LONG, OTHER]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("工作总结供水，。管网一二三"), min_size=1, max_size=90),
        min_size=1,
        max_size=8,
    ),
    st.integers(12, 35),
    st.integers(0, 2),
)
def test_no_character_is_lost(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], width: int, indent: int
):
    placed = set_lines("\n".join(texts), 60, 780, width, indent=indent)
    assert "".join(lines(tmp_path_factory.mktemp("pdf"), placed)) == "".join(texts)


# ---- what is printed around pages ----


def framed(number: int, head: str = "供水站材料汇编", foot: str = "第{}页") -> list[Placed]:
    text = set_lines(f"{LONG}\n{OTHER}" if number % 2 else f"{OTHER}\n{LONG}", 80, 740, 20)
    return [(80, 800, 9, head), *text, (280, 40, 9, foot.format(number))]


def test_running_lines_are_left_out_and_reported_once(tmp_path: Path):
    found = draft(tmp_path, *(framed(number, "供水站材料汇编 第{}期".format("三")) for number in range(1, 5)))
    assert {block.text.strip() for block in found.blocks} == {LONG, OTHER}
    assert found.warnings == ("left out as header or footer: 供水站材料汇编 第三期",)


def test_the_first_line_of_each_page_stays_where_it_is_as_large_and_close_as_the_text(tmp_path: Path):
    page = set_lines(f"供水站\n{LONG}", 80, 760, 20)
    assert lines(tmp_path, page, page, page) == ["供水站", LONG] * 3


def test_a_heading_at_the_top_of_a_few_pages_of_many_stays(tmp_path: Path):
    pages = [
        [
            (80.0, 790.0, 12.0, "存在问题" if number % 8 == 0 else f"甲{'乙' * number}队"),
            *set_lines(LONG, 80, 740, 20),
        ]
        for number in range(24)
    ]
    assert lines(tmp_path, *pages).count("存在问题") == 3


def test_two_pages_are_enough_where_the_line_is_set_apart(tmp_path: Path):
    found = draft(tmp_path, framed(1), framed(2))
    assert {block.text.strip() for block in found.blocks} == {LONG, OTHER}


def test_a_number_at_the_foot_of_a_single_page_is_the_pages(tmp_path: Path):
    assert lines(tmp_path, framed(1, head="供水站材料汇编", foot="— {} —")) == ["供水站材料汇编", LONG, OTHER]


def test_a_number_within_the_text_stays(tmp_path: Path):
    text = f"{LONG}\n3\n{OTHER}"
    assert lines(tmp_path, set_lines(text, 80, 760, 20)) == text.split("\n")


def test_a_line_that_comes_again_elsewhere_stays(tmp_path: Path):
    pages = [set_lines(f"{LONG}\n供水站\n{OTHER}", 80, 760 - 37 * number, 20) for number in range(3)]
    assert lines(tmp_path, *pages).count("供水站") == 3


@pytest.mark.parametrize(
    "line", ["3", "- 3 -", "—3—", "第3页", "第 3 页 共 8 页", "3/8", "Page 3 of 8", "iv", "第三页", "~3~"]
)
def test_numbers_of_pages(line: str):
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["", "3人", "第3次", "3月", "第三年", "2021年", "供水站"])
def test_no_numbers_of_pages(line: str):
    assert not is_page_number(line)


def test_bookmarks_tell_levels_of_headings(tmp_path: Path):
    title = lambda text: "<feff" + text.encode("utf-16-be").hex() + ">"  # noqa: E731
    marks = f"/Outlines<</First<</Title{title('一、 主要做法')}/Parent 9 0 R/First<</Title{title('管网')}>>/Last<<>>/Count 1>>/Count 1>>"
    path = write_pdf(tmp_path / "a.pdf", [set_lines(f"一、主要做法\n管网\n{LONG}", 80, 760, 20)], more=marks)
    assert [block.level for block in read(path, Limits()).blocks] == [1, 2, None]


# ---- files that hold no text, or should not be trusted ----


def reason_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read_source(SourceFile(path, path.name), limits or Limits())
    return str(caught.value)


def test_pages_that_are_pictures_are_said(tmp_path: Path):
    assert "pictures; read them by a text recognition (OCR)" in reason_of(
        write_pdf(tmp_path / "a.pdf", [[], []])
    )
    found = draft(tmp_path, [], set_lines(LONG, 80, 760, 20))
    assert found.warnings == ("1 of 2 pages hold no text; pictures are not read",)


def test_a_locked_file_is_said():
    path = Path(__file__).parent / "golden" / "formats" / "locked.pdf"
    assert reason_of(path) == "it is protected by a password; save it without one"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"no pdf at all", b"%PDF-1.7\n" + b"\0" * 5000])
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "a.pdf").write_bytes(data)
    assert reason_of(tmp_path / "a.pdf").startswith(("not a sound PDF file", "empty"))


@pytest.mark.parametrize(
    "objects",
    [
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"],
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 9999999>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"],
        ["<</Type/Catalog/Pages 1 0 R>>"],
        ["<</Type/Catalog/Pages 2 0 R>>", "2 0 R"],
        ["<</Type/Catalog/Pages " + "[" * 50_000 + ">>"],
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
         "/Resources<</XObject<</X 4 0 R>>>>>>"), "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>stream\n/X Do\nendstream"],
    ],
)  # fmt: skip
def test_objects_that_hold_themselves_end(tmp_path: Path, objects: list[str]):
    assert reason_of(write_objects(tmp_path / "a.pdf", objects), Limits(max_parse_seconds=10))


def test_every_cut_and_flip_is_read_or_refused(tmp_path: Path):
    data = write_pdf(tmp_path / "whole.pdf", [set_lines(f"{LONG}\n{OTHER}", 80, 760, 20)]).read_bytes()
    for place in range(0, len(data), len(data) // 15):
        for name, damaged in (
            ("cut", data[:place]),
            ("flip", data[:place] + bytes([data[place] ^ 0x1D]) + data[place + 1 :]),
        ):
            path = tmp_path / f"{name}.pdf"
            path.write_bytes(damaged)
            try:
                (collection,) = read_source(SourceFile(path, path.name), Limits()).items
            except DocumentError as error:
                assert str(error)
            else:
                assert collection.source_text()
