"""Page breaks are repaired; lists, verse, signatures and indented paragraphs stay apart."""

import pytest

from indexer.documents.joining import join_paragraphs
from indexer.documents.layout import layout_of
from indexer.documents.lines import lines_of
from indexer.documents.text import text_blocks

LONG = "兰溪一期项目是进入公司以后的第一个工地，在经过安规等培训考试后，被分配到工区高压班实"


def joined(text: str) -> list[str]:
    lines = lines_of(text_blocks(text))
    return join_paragraphs(lines, layout_of(lines)).split("\n")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n\n", "\r\n\r\n", "\n \u3000\n"])
def test_a_page_break_inside_a_word_is_joined(gap: str):
    assert joined(f"{LONG}{gap}习。主要接触的是变压器安装。") == [f"{LONG}习。主要接触的是变压器安装。"]


def test_a_break_after_a_comma_is_joined_however_short_the_line():
    assert joined("面对新任务，\n我们准备好了。") == ["面对新任务，我们准备好了。"]


def test_a_break_within_a_bracket_is_joined():
    assert joined("落实五个到位（措施要到位\n责任要到位）。") == ["落实五个到位（措施要到位责任要到位）。"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_break_near_the_beginning_of_a_paragraph_is_joined(gap: str):
    assert joined(f"全年收发货物一万{gap}九千余件，差错三件，都找了回来。") == [
        "全年收发货物一万九千余件，差错三件，都找了回来。"
    ]


def test_a_label_above_a_paragraph_stays_apart():
    assert joined("存在的问题\n考核流于形式，结果没有用起来。") == [
        "存在的问题",
        "考核流于形式，结果没有用起来。",
    ]


def test_latin_words_keep_their_blank():
    text = "The report on the work of the second quarter was\nwritten in June."
    assert joined(text) == ["The report on the work of the second quarter was written in June."]


def test_finished_paragraphs_stay_apart():
    assert joined("第一段写完了。\n第二段也写完了！\n第三段：\n第四段。") == [
        "第一段写完了。",
        "第二段也写完了！",
        "第三段：",
        "第四段。",
    ]


def test_a_numbered_line_never_goes_on():
    assert joined(f"{LONG}\n1、变压器安装。") == [LONG, "1、变压器安装。"]


def test_a_log_of_short_lines_stays_a_list():
    log = ["更换密封圈", "清理格栅", "检查配电柜", "处理闸门漏水问题并登记", "联系厂家"]
    assert joined("\n".join(log)) == log


def test_verse_stays_verse():
    verse = ["春风吹过山冈", "青草长满河岸", "孩子们放学归来", "炊烟升起在村庄"]
    assert joined("\n".join(verse)) == verse


def test_a_signature_and_a_date_stay_apart():
    assert joined(f"{LONG}\n\n县农技站\n\n2022年1月3日") == [LONG, "县农技站", "2022年1月3日"]


def test_an_indented_line_begins_a_paragraph():
    assert joined(f"{LONG}\n\u3000\u3000另起一段，写别的事。") == [LONG, "另起一段，写别的事。"]


WRAPPED = (
    "仓库原来设在河边，每年汛期都要把货物抬到二楼，费工费力。去",
    "年秋天决定搬到高处，先后看了四块地，最后选在铁路道口以东。",
    "搬迁分三批进行，先搬轻的，再搬重的，最后搬机器。前后用了十",
    "九天，没有损坏一件货物，大家都说这件事办得又快又好又省钱的",
    "确不错。",
)


def test_a_wrapped_text_goes_on_after_full_lines_whatever_they_end_with():
    text = "\n".join(WRAPPED)
    assert joined(f"{text}\n\n另一段从这里开始。") == ["".join(WRAPPED), "另一段从这里开始。"]


def test_a_wrapped_paragraph_may_end_with_a_full_line():
    text = "\n".join(WRAPPED)
    assert joined(f"{text}\n\n{WRAPPED[1]}\n\n{WRAPPED[1]}")[1:] == [WRAPPED[1], WRAPPED[1]]


def test_paragraphs_lose_outer_white_space_only():
    assert joined("\u3000\u3000甲 乙\u3000丙。 \t") == ["甲 乙\u3000丙。"]
