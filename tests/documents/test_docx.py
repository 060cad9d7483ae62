"""Word files: what a reader sees of the text is read, numbers that no one typed included; the rest is reported."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Limits
from indexer.documents.binary.docx import read
from indexer.documents.source import Draft
from indexer.model import Block
from tests.documents.word_files import level, listed, lists, paragraph, part, styled, write

HEADINGS = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="一级"/><w:basedOn w:val="1"/></w:style>',
)
CHINESE = level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="1"/>') + level(
    1, "chineseCountingThousand", "（%2）", '<w:pStyle w:val="2"/>'
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.docx"


def draft(file: Path, body: str, **parts: str) -> Draft:
    return read(write(file, body, **parts), Limits())


def lines(file: Path, body: str, **parts: str) -> list[str]:
    return [block.text for block in draft(file, body, **parts).blocks if block.text]


def items(file: Path, abstract: str, *depths: int, numbers: str = "", number: int = 1) -> list[str]:
    """The numbers that paragraphs of these levels get."""
    body = "".join(listed("项", number, depth) for depth in depths)
    return [line.removesuffix("项") for line in lines(file, body, numbering=lists(abstract, numbers=numbers))]


# ---- headings and automatic numbering ----


def test_headings_by_style_get_the_numbers_of_their_list(file: Path):
    body = styled("年度总结", "a3") + "".join(
        styled(text, style)
        for text, style in [("做法", "1"), ("排查", "2"), ("整改", "2"), ("问题", "own"), ("人少", "2")]
    )
    found = draft(file, body, styles=HEADINGS, numbering=lists(CHINESE))
    assert found.title == "年度总结"
    assert found.blocks == (
        Block("年度总结", 1), Block("一、做法", 1), Block("（一）排查", 2), Block("（二）整改", 2), Block("二、问题", 1),
        Block("（一）人少", 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text", "label"),
    [
        ("decimal", "%1.", "1. "),
        ("decimal", "第%1节", "第1节"),
        ("decimalEnclosedCircle", "%1", "① "),
        ("chineseCounting", "第%1章", "第一章"),
        ("ideographTraditional", "%1、", "甲、"),
        ("chineseLegalSimplified", "%1、", "壹、"),
        ("lowerLetter", "%1)", "a) "),
        ("upperRoman", "%1.", "I. "),
        ("decimalFullWidth", "%1．", "１．"),
        ("bullet", "\uf0b7", "• "),
        ("bullet", "●", "● "),
        ("none", "", ""),
        ("somethingNew", "%1.", "1. "),
    ],
)
def test_a_number_is_written_as_its_style_says(file: Path, style: str, text: str, label: str):
    assert items(file, level(0, style, text), 0) == [label]


def test_levels_show_the_numbers_above_them_and_begin_anew_below_each(file: Path):
    abstract = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimal", "%3)")
    )
    assert items(file, abstract, 0, 1, 1, 2, 0, 1, 2, 2) == [
        "一、", "1.1 ", "1.2 ", "1) ", "二、", "2.1 ", "1) ", "2) ",
    ]  # fmt: skip


def test_a_level_that_never_restarts_counts_on(file: Path):
    abstract = level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    assert items(file, abstract, 0, 1, 0, 1) == ["1. ", "1) ", "2. ", "2) "]


def test_lists_of_one_abstract_list_count_on_or_begin_anew(file: Path):
    numbers = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(listed("项", number) for number in (1, 2, 3, 3, 1))
    found = lines(file, body, numbering=lists(level(0, "decimal", "%1."), numbers=numbers))
    assert found == ["1. 项", "2. 项", "5. 项", "6. 项", "7. 项"]


def test_a_list_may_begin_elsewhere_and_change_a_level(file: Path):
    numbers = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperLetter', '%1.', start=3)}</w:lvlOverride></w:num>"
    )
    assert items(file, level(0, "decimal", "%1."), 0, 0, numbers=numbers, number=2) == ["C. ", "D. "]


def test_a_number_typed_by_hand_stays_alone(file: Path):
    assert lines(
        file, paragraph("一、做法", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    ) == ["一、做法"]


@pytest.mark.parametrize("number", ["9", "", "x"])
def test_a_list_that_is_not_there_gives_no_number(file: Path, number: str):
    body = paragraph("项", f'<w:numPr><w:ilvl w:val="7"/><w:numId w:val="{number}"/></w:numPr>')
    assert lines(file, body, numbering=lists(level(0, "decimal", "%1."))) == ["项"]


def test_styles_that_go_in_a_circle_end(file: Path):
    styles = part("styles", "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{other}"/></w:style>'
        for own, other in ("xy", "yx")
    ))  # fmt: skip
    assert draft(file, styled("正文", "x"), styles=styles).blocks == (Block("正文"),)


def test_an_outline_level_of_a_paragraph_counts_and_body_text_is_none(file: Path):
    body = paragraph("做法", '<w:outlineLvl w:val="1"/>') + paragraph(
        "正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'
    )
    assert draft(file, body, styles=HEADINGS).blocks == (Block("做法", 2), Block("正文"))


# ---- runs ----


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>工</w:t></w:r><w:r><w:t>作</w:t><w:tab/><w:t>总结</w:t></w:r>", "工作 总结"),
        ("<w:hyperlink><w:r><w:t>办法</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>文</w:t></w:r></w:smartTag>", "办法文"),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ('<w:r><w:fldChar/><w:instrText>DATE \\@ "yyyy"</w:instrText></w:r><w:r><w:t>2020</w:t></w:r>', "2020"),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>填</w:t></w:r></w:sdtContent></w:sdt>", "填"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "\uf0fe是"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>", "A-B"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>", "拼"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    ],
)  # fmt: skip
def test_what_is_shown_of_a_paragraph(file: Path, runs: str, text: str):
    assert lines(file, f"<w:p>{runs}</w:p>") == [text]


def test_a_line_break_ends_a_line_of_text_and_nothing_in_a_heading(file: Path):
    broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
    body = f'<w:p>{broken}<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>{broken}'
    assert draft(file, body, styles=HEADINGS).blocks == (Block("甲"), Block("乙"), Block("甲乙", 1))


def test_paragraphs_whose_border_was_deleted_are_one(file: Path):
    assert lines(file, paragraph("上半", "<w:rPr><w:del/></w:rPr>") + paragraph("下半")) == ["上半下半"]


def test_hidden_text_is_left_out_and_counted(file: Path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不 见</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
    found = draft(file, f"<w:p>{hidden}{shown}</w:p>")
    assert found.blocks == (Block("可见"),)
    assert found.warnings == ("left out: 2 characters of hidden text",)


# ---- boxes, notes, tables ----


@pytest.mark.parametrize(
    "box",
    [
        "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>",
        ("<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"),
        '<w:pict><v:shape><v:textpath string="框中的字"/></v:shape></w:pict>',
    ],
)  # fmt: skip
def test_a_text_box_is_read_once_after_its_paragraph(file: Path, box: str):
    body = f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{box.format(paragraph('框中的字'))}</w:r><w:r><w:t>后</w:t></w:r></w:p>"
    assert lines(file, body) == ["前后", "框中的字"]


def test_notes_stand_below_their_paragraph_and_leave_its_words_together(file: Path):
    body = (
        '<w:p><w:r><w:t>按办法</w:t><w:footnoteReference w:id="7"/><w:t>执行。</w:t><w:endnoteReference w:id="2"/></w:r></w:p>'
        '<w:p><w:r><w:t>又一段。</w:t><w:footnoteReference w:id="3"/><w:footnoteReference w:id="99"/></w:r></w:p>'
    )
    footnotes = part("footnotes", "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/><w:t> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((0, "分隔"), (7, "第三条。"), (3, "第四条。"))
    ))  # fmt: skip
    endnotes = part("endnotes", f'<w:endnote w:id="2">{paragraph("全文见附件。")}</w:endnote>')
    assert lines(file, body, footnotes=footnotes, endnotes=endnotes) == [
        "按办法执行。", "注1：第三条。", "尾注1：全文见附件。", "又一段。", "注2：第四条。",
    ]  # fmt: skip


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_a_row_is_a_line(file: Path):
    first = row(paragraph("单位"), paragraph("人数") + paragraph("（人）"))
    merged = row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", paragraph("5"))
    body = f"<w:tbl>{first}<w:sdt><w:sdtContent>{row(paragraph('甲队'), paragraph('3'))}</w:sdtContent></w:sdt>{merged}</w:tbl>"
    assert lines(file, body) == ["单位 人数 （人）", "甲队 3", "5"]


def test_a_text_in_a_cell_keeps_its_lines_and_headings(file: Path):
    text = styled("做法", "1") + paragraph("一年来做了许多事情，" * 8) + listed("项", 1, 1)
    body = f"<w:tbl>{row(paragraph('总结'), text)}{row(text)}</w:tbl>"
    found = draft(file, body, styles=HEADINGS, numbering=lists(CHINESE)).blocks
    shown = [block for block in found if block.text]
    assert [block.text[:4] for block in shown] == [
        "总结",
        "一、做法",
        "一年来做",
        "（一）项",
        "二、做法",
        "一年来做",
        "（一）项",
    ]
    assert shown[1].level == 1


def test_a_table_within_a_cell(file: Path):
    inner = f"<w:tbl>{row(paragraph('甲'), paragraph('乙'))}</w:tbl>"
    assert lines(file, f"<w:tbl>{row(inner + '<w:p/>', paragraph('丙'))}</w:tbl>") == ["甲 乙 丙"]


# ---- what is left out ----


def test_headers_footers_and_contents_are_left_out_and_reported(file: Path):
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{styled('一、做法 1', 'TOC1')}</w:sdtContent></w:sdt>"
    )
    found = draft(
        file,
        contents + styled("二、问题 9", "TOC1") + paragraph("正文。"),
        styles=HEADINGS,
        header1=part("hdr", paragraph("某单位内部资料")),
        footer1=part("ftr", paragraph("- 1 -")),
        footer2=part("ftr", paragraph("共3页")),
        comments=part("comments", f'<w:comment w:id="1">{paragraph("改一改")}</w:comment>'),
    )
    assert [block.text for block in found.blocks] == ["正文。"]
    assert found.warnings == (
        "left out as header or footer: 某单位内部资料; 共3页",
        "left out: 3 lines of the table of contents",
        "left out: 1 comments",
    )


def test_of_many_headers_the_report_shows_some(file: Path):
    many = {
        f"header{number}": part("hdr", paragraph(f"第{number}章 页眉" + "长" * 99)) for number in range(12)
    }
    (warning,) = draft(file, paragraph("正文。"), **many).warnings
    assert warning.endswith("; and 2 more")
    assert len(warning) < 1000


def test_words_that_stand_in_other_parts_are_reported(file: Path):
    body = paragraph("正文。") + "<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p><w:altChunk/>"
    assert set(draft(file, body).warnings) == {
        "left out: 1 charts and drawings with words of their own", "left out: 1 embedded documents",
    }  # fmt: skip


# ---- nothing is lost ----

SCRAPS = st.text(st.sampled_from("工作总结一、（）1.。， aB\u3000"), max_size=12)
SIMPLE = st.builds(paragraph, SCRAPS) | st.builds(listed, SCRAPS, st.just(1), st.integers(0, 2)) | st.builds(
    styled, SCRAPS, st.sampled_from(["1", "2", "a3", "own", "unknown"])
)  # fmt: skip
TABLE = st.lists(st.lists(st.lists(SIMPLE, max_size=3).map("".join), min_size=1, max_size=3), max_size=3).map(
    lambda rows: f"<w:tbl>{''.join(row(*cells) for cells in rows)}</w:tbl>"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIMPLE | TABLE, max_size=8).map("".join))
def test_every_typed_character_is_in_the_blocks_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, body: str
):
    file = tmp_path_factory.mktemp("word") / "a.docx"
    typed = "".join(
        "".join(piece.split("</w:t>")[0] for piece in body.split('xml:space="preserve">')[1:]).split()
    )
    found = "".join(lines(file, body + paragraph("完"), styles=HEADINGS)).split()
    assert "".join(found) == typed + "完"
