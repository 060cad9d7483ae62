"""The query language: what each way of typing means, and that any input has a meaning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query

from indexer.analysis import Analyser
from indexer.model import TEXT_FIELDS
from indexer.query import Literal, Run, leaves, parse
from indexer.query.lexer import MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, MAX_PATTERNS


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def shown(tree: query.Query) -> str:
    """A tree as a short text: runs bare, literal texts quoted, fields in front where they are not all."""
    if isinstance(tree, Run):
        field = "" if tree.fields == TEXT_FIELDS else f"{tree.fields[0]}:"
        return field + (tree.text if tree.words else f'"{tree.text}"')
    if (
        isinstance(tree, query.Or)
        and tree.subqueries[-1:]
        and tree.subqueries[-1] == Literal("heading", getattr(tree.subqueries[-1], "text", ""))
    ):
        first = tree.subqueries[0]
        return f"{type(first).__name__}<{first.text} or heading {tree.subqueries[-1].text}>"
    if isinstance(tree, query.Or) and isinstance(
        tree.subqueries[0], query.Prefix | query.Wildcard | query.FuzzyTerm
    ):
        return f"{type(tree.subqueries[0]).__name__}<{tree.subqueries[-1].text}>"
    if isinstance(tree, query.Not):
        return f"-{shown(tree.query)}"
    if isinstance(tree, query.TermRange):
        return f"{tree.fieldname}:{tree.start}..{tree.end}"
    if isinstance(tree, query.And | query.Or):
        inner = (" & " if isinstance(tree, query.And) else " | ").join(map(shown, tree.subqueries))
        return inner if len(tree.subqueries) == 1 else f"({inner})"
    if isinstance(tree, query.Prefix):
        return f"{tree.fieldname}:{tree.text}*"
    return f"{tree.fieldname}={tree.text}" if isinstance(tree, query.Term) else repr(tree)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("创新 亮点", "(创新 & 亮点)"),
        ("创新　亮点", "(创新 & 亮点)"),
        ('"创新 亮点"', '"创新 亮点"'),
        ("“創新亮點”", '"创新亮点"'),
        ("＂ＢＩＭ＂", '"bim"'),
        ("创新 AND 亮点", "(创新 & 亮点)"),
        ("创新 ＯＲ 亮点", "(创新 | 亮点)"),
        ("a b OR c d", "(a & (b | c) & d)"),
        ("创新 NOT 亮点", "(创新 & -亮点)"),
        ("创新 －亮点", "(创新 & -亮点)"),
        ('-"a b" c', '(-"a b" & c)'),
        ("（创新 OR 亮点） 问题", "((创新 | 亮点) & 问题)"),
        ("-(a OR b)", "-(a | b)"),
        ("标题:创新", "title:创新"),
        ("标题： 创新", "title:创新"),
        ("標題:創新 TEXT:a", "(title:创新 & text:a)"),
        ("标题:(创新 OR “亮点”)", '(title:创新 | title:"亮点")'),
        ("(标题:a b) c", "((title:a & b) & c)"),
        ("体裁:述职报告", "genre=述职报告"),
        ("體裁：述職報告", "genre=述职报告"),
        ("章节:存在问题 领域:党建", "(section=存在问题 & domain=党建)"),
        ("年份:2019", "year=2019"),
        ("年份:２０１９", "year=2019"),
        ("年份:[2019 TO 2023]", "year:2019..2023"),
        ("年份：［２０１９ ＴＯ ］", "year:2019..None"),
        ("year:[TO 2023]", "year:None..2023"),
        ("管理*", "Prefix<管理*>"),
        ("管＊化", "Wildcard<管*化>"),
        ("总结～", "FuzzyTerm<总结~>"),
        ("体裁:工作*", "genre:工作*"),
        # text, though it looks like an operator
        ("（一）主要做法", "Run<(一)主要做法 or heading 主要做法>"),
        ("（1）计划：落实", "Run<(1)计划:落实 or heading 计划:落实>"),
        ("二、2022年设想", "Run<二、2022年设想 or heading 2022年设想>"),
        ('"二、存在问题"', '"二、存在问题"'),
        ("标题:二、存在问题", "title:二、存在问题"),
        ("1.5万 3、5两项", "(1.5万 & 3、5两项)"),
        ("(一) 创新", "(一 & 创新)"),
        ("特点:创新", "特点:创新"),
        ("第（一）季度", "第(一)季度"),
        ("(第(一)季度) b", "(第(一)季度 & b)"),
        ("为什么？", "为什么?"),
        ("a-b a&b [a] {b}", "(a-b & a&b & [a] & {b})"),
        ("and or not", "(and & or & not)"),
        ("从“小美术”到“大教育”", "从“小美术”到“大教育”"),
        ("*", '"*"'),
        ("C++ --a", "(c++ & --a)"),
    ],
)
def test_meaning_without_a_note(analyser: Analyser, typed: str, meaning: str) -> None:
    parsed = parse(typed, analyser)
    assert (shown(parsed.tree), parsed.notes) == (meaning, ())


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("AND", "and"),
        ("创新 AND", "(创新 & and)"),
        ("OR 创新", "(or & 创新)"),
        ("NOT", "not"),
        ("标题:", "标题:"),
        ("年份:去年", "年份:去年"),
        ("[2019 TO 2023]", "[2019 to 2023]"),
        ("“创新”的亮点", "“创新”的亮点"),
        ("年份:[2023 TO 2019]", "year:2019..2023"),
        ("创新)", "创新)"),
        ("(创新", "(创新"),
        ('"创新', '"创新'),
        ('a ""', "a"),
    ],
)
def test_what_is_no_operator_is_text_and_a_note_says_so(analyser: Analyser, typed: str, meaning: str) -> None:
    parsed = parse(typed, analyser)
    assert shown(parsed.tree) == meaning
    assert len(parsed.notes) == 1


@pytest.mark.parametrize("typed", ["", "  　\n", '""', "()", "(())"])
def test_nothing_typed_means_everything(analyser: Analyser, typed: str) -> None:
    assert isinstance(parse(typed, analyser).tree, query.Every)


def test_a_run_holds_its_words_once(analyser: Analyser) -> None:
    run = parse("安全生产安全生产", analyser).tree.subqueries[0]
    assert set(run.words) == set(analyser.words("安全生产"))
    assert len(run.words) == len(set(run.words))


@pytest.mark.parametrize(
    ("typed", "leaves_left"),
    [
        ("字" * (MAX_LENGTH + 1), 1),
        (" ".join(f"词{n}" for n in range(MAX_CLAUSES + 9)), MAX_CLAUSES),
        (" OR ".join(f"词{n}" for n in range(MAX_CLAUSES + 9)), MAX_CLAUSES),
        (" ".join(f"词{n}*" for n in range(MAX_PATTERNS + 3)), MAX_PATTERNS * 5 + 3),
        ("(a " * (MAX_DEPTH + 5) + ")" * (MAX_DEPTH + 5), MAX_DEPTH + 5),
    ],
)
def test_limits_cut_with_a_note(analyser: Analyser, typed: str, leaves_left: int) -> None:
    parsed = parse(typed, analyser)
    assert len(list(leaves(parsed.tree))) == leaves_left
    assert len(parsed.notes) == 1


PIECES = st.sampled_from(
    ["(", ")", "（", "）", '"', "“", "”", "-", "－", "*", "~", ":", "：", "[", "]", " ", " AND ", " OR ", "NOT ",
     "TO", "标题:", "年份:", "2020", "创新", "a", "?", "\\", "'", "^2", "\0", "\ud800", "𠀀"]
)  # fmt: skip


@settings(max_examples=500)
@given(st.one_of(st.text(st.characters()), st.lists(PIECES, max_size=30).map("".join)))
def test_any_input_has_a_meaning(analyser: Analyser, typed: str) -> None:
    parsed = parse(typed, analyser)
    assert all(isinstance(note, str) and note for note in parsed.notes)
    for leaf in leaves(parsed.tree):
        assert isinstance(leaf, query.Query)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_typed_character_of_an_operand_is_lost(analyser: Analyser, typed: str) -> None:
    """Letters and digits stand in some leaf, below a NOT or not, unless a note says what happened."""
    parsed = parse(typed, analyser)
    if parsed.notes:
        return
    tree = repr(parsed.tree)
    assert all(word in tree for word in ("创新", "𠀀") if word in typed)
