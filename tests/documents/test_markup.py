"""Web pages and XML: main text only, levels of headings, hostile markup refused."""

import time
from pathlib import Path

import pytest

from indexer.documents.markup import read_html, read_xml
from indexer.errors import DocumentError
from indexer.model import Block

PAGES = sorted((Path(__file__).parent / "golden" / "pages").glob("*.html"))
TEXT = "<p>这是正文的一段，说的是一年来的工作情况，写得比较长，好让它占住页面的大部分。</p>" * 3


def html_lines(markup: str) -> list[str]:
    return [block.text for block in read_html(markup.encode()).blocks if block.text]


def page(inner: str) -> str:
    return f"<html><head><title>题名_某网站</title></head><body>{inner}{TEXT}</body></html>"


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href=/>多余</a></nav>",
        "<script>多余</script>",
        "<style>多余{}</style>",
        "<noscript>多余</noscript>",
        "<aside>多余</aside>",
        "<footer>多余</footer>",
        "<header>多余</header>",
        "<form><input>多余<button>多余</button></form>",
        "<select><option>多余</option></select>",
        "<div hidden>多余</div>",
        "<div aria-hidden=true>多余</div>",
        "<div style='display: none'>多余</div>",
        "<div role=navigation>多余</div>",
        "<div class='main-nav'>多余</div>",
        "<div id=breadcrumb>多余</div>",
        "<ul><li><a>多余甲</a><li><a>多余乙</a><li><a>多余丙</a></ul>",
        "<p>上一篇：<a>多余的一篇文章</a> 下一篇：<a>多余的另一篇</a></p>",
        "<div>时间：2020-01-01 来源：多余网</div>",
        "<!-- 多余 -->",
    ],
)
def test_page_furniture_is_left_out(furniture: str):
    assert not any("多余" in line for line in html_lines(page(furniture)))
    assert len(html_lines(page(furniture))) == 3


def test_the_text_behind_what_is_left_out_stays():
    assert html_lines(page("<p>写在<span hidden>多余</span>前后的字</p>"))[0] == "写在前后的字"


def test_what_holds_most_of_the_text_is_kept_whatever_it_is_called():
    markup = f"<html><body><form class=menu><div class=sidebar>{TEXT}</div></form></body></html>"
    assert len(html_lines(markup)) == 3


def test_a_link_within_a_paragraph_is_text():
    assert html_lines(page("<p>参见<a href=x>实施办法</a>。</p>"))[0] == "参见实施办法。"


def test_headings_have_levels_and_blocks_and_breaks_make_lines():
    blocks = read_html(page("<h2>一、做法</h2><div>甲<br>乙<span>丙</span></div>").encode()).blocks
    assert blocks[0] == Block("一、做法", 2)
    assert [block.text for block in blocks if block.text][1:3] == ["甲", "乙丙"]


def test_white_space_shows_as_in_a_browser():
    assert html_lines(page("<p>工作\n   总结  and\n notes</p>"))[0] == "工作总结 and notes"
    assert html_lines(page("<pre>甲\n乙</pre>"))[:2] == ["甲", "乙"]


def test_the_row_of_a_table_is_a_line():
    assert html_lines(page("<table><tr><td>甲</td><td>乙</td></tr></table>"))[0] == "甲 乙"


def test_the_title_is_the_only_h1_else_the_title_element_without_the_site():
    assert read_html(page("<h1>年度总结</h1>").encode()).title == "年度总结"
    assert read_html(page("").replace("题名_", "年度工作总结_").encode()).title == "年度工作总结"


def test_main_text_is_the_main_element_where_there_is_one():
    assert html_lines(f"<body><div>别的</div><main>{TEXT}</main><div>别的</div></body>").count("别的") == 0


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8"])
def test_the_encoding_a_page_declares(codec: str):
    markup = f"<html><head><meta charset={codec}></head><body><p>工作</p></body></html>"
    draft = read_html(markup.encode(codec))
    assert (draft.blocks[0].text, draft.encoding) == ("工作", codec)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div>" * 3000 + "深", "limits"),
        ("<p>" + "长" * 4_000_000, "limits"),
        ("<html><body><script>只有脚本</script></body></html>", "no text"),
    ],
)
def test_hostile_or_empty_pages_are_refused(markup: str, reason: str):
    with pytest.raises(DocumentError, match=reason):
        read_html(markup.encode())


def test_xml_lines_titles_and_entities():
    source = (
        '<?xml version="1.0" encoding="gb2312"?><doc><title>年度总结</title><part><title>做法</title>'
        "<p>甲 &amp; <b>乙</b>&nbsp;丙</p><p><![CDATA[1<2]]></p></part></doc>"
    )
    draft = read_xml(source.encode("gb18030"))
    assert draft.title == "年度总结"
    assert [(block.text, block.level) for block in draft.blocks if block.text] == [
        ("年度总结", 1),
        ("做法", 2),
        ("甲 & 乙\u00a0丙", None),
        ("1<2", None),
    ]


def test_xhtml_is_read_as_a_page():
    source = '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>多余</nav><p>正文。</p></body></html>'
    assert [block.text for block in read_xml(source.encode()).blocks if block.text] == ["正文。"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x "哈"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>', "entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>', "entities"),
        ("<a>" * 3000 + "</a>" * 3000, "not well-formed"),
        ("<a>" + "长" * 4_000_000 + "</a>", "not well-formed"),
        ("<a><b>正文</a>", "not well-formed"),
        ("<a></a>", "no text"),
    ],
)
def test_hostile_or_broken_xml_is_refused(source: str, reason: str):
    with pytest.raises(DocumentError, match=reason):
        read_xml(source.encode())


# ---- what looks like furniture and is text ----


@pytest.mark.parametrize(
    "line",
    [
        "活动时间：5月4日上午；报名截止日期：4月28日",
        "日期：5月4日 时间：9:00",
        "时间：5月4日 来源：这是一个很长的说明，讲的是材料从何而来，所以不是署名。",
        "责任编辑：甲。来源：乙。",
    ],
)
def test_a_line_with_labels_of_its_own_is_text(line: str):
    assert html_lines(page(f"<p>{line}</p>"))[0] == line


@pytest.mark.parametrize(
    "line",
    [
        "时间：2023-12-26 来源：网友投稿 阅读：1862次 下载本文",
        "2020-01-01 12:30:20 来源：某网 责任编辑：某人",
        "<span>发布时间：2020年1月1日</span><span>点击数：12</span>",
        "来源：本站 | 作者：办公室 | 字号：大 中 小",
    ],
)
def test_a_byline_is_left_out(line: str):
    assert len(html_lines(page(f"<p>{line}</p>"))) == 3


def test_a_byline_among_paragraphs_is_text():
    markup = f"<article>{TEXT}<p>时间：5月4日 来源：财政拨款</p>{TEXT}</article>"
    assert html_lines(markup)[3] == "时间：5月4日 来源：财政拨款"


LAWS = "主要依据<a>《安全生产法》</a>、<a>《消防法》</a>"


def test_a_sentence_of_links_is_text():
    assert html_lines(page(f"<p>{LAWS}。</p>"))[0] == "主要依据《安全生产法》、《消防法》。"
    assert html_lines(page(f"<p>{LAWS}<b>。</b>）<script>x</script> </p>"))[0][-2:] == "。）"


def test_links_among_paragraphs_are_text():
    assert "主要依据《安全生产法》、《消防法》" in html_lines(f"<body>{TEXT}<p>{LAWS}</p>{TEXT}</body>")
    turning = "<p>上一篇：<a>多余的一篇文章</a> 下一篇：<a>多余的另一篇</a></p>"
    assert len(html_lines(f"<body>{TEXT}{turning}{TEXT}</body>")) == 6


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<section id="share">', "</section>"),
        ('<div class="left-side">', "</div>"),
        ('<div class="rank">', "</div>"),
        ('<p class="hot">', "</p>"),
    ],
)
def test_within_the_article_a_name_alone_takes_no_text(opening: str, closing: str):
    line = "这一段写的是怎样把经验分享给大家，写得也算长，是正文。"
    assert line in html_lines(f"<article>{TEXT}{opening}{line}{closing}{TEXT}</article>")
    assert "短句也是话。" in html_lines(f"<article>{TEXT}{opening}短句也是话。{closing}</article>")


def test_within_the_article_a_table_is_text_whatever_it_is_called():
    table = "<table class=rank><tr><td class=rank>一</td><td><div class=hot>甲队</div></td></tr></table>"
    assert html_lines(f"<article>{TEXT}{table}</article>")[3:] == ["一", "甲队"]
    assert html_lines(f"<article>{TEXT}<div class=rank>{table}</div></article>")[3:] == ["一", "甲队"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class=share>分享到</div>",
        "<div class=tags>标签：<a>总结</a> <a>计划</a></div>",
        "<div class='related'>看了又看：<a>这是另外一篇很长很长的文章的题目</a><a>又是一篇文章</a></div>",
    ],
)
def test_within_the_article_what_is_plainly_furniture_is_left_out(furniture: str):
    assert len(html_lines(f"<article>{TEXT}{furniture}</article>")) == 3


def test_what_was_left_out_is_counted():
    assert read_html(page("").encode()).warnings == ()
    (warning,) = read_html(page("<nav>菜 单</nav><div hidden>藏<script>x</script></div>").encode()).warnings
    assert warning.startswith("3 characters were left out as page furniture")
    (warning,) = read_html(f"<body><p>前面</p><main>{TEXT}</main>后</body>".encode()).warnings
    assert warning.startswith("3 characters")


# ---- what the parser would stop at ----


def test_text_after_the_end_of_the_page_is_read():
    assert html_lines(f"{page('')}<p>后面的话。</p>尾巴。")[3:] == ["后面的话。", "尾巴。"]
    assert html_lines("<body>甲</body ><p>乙</html x=1>丙</HTML\n>丁") == ["甲", "乙丙丁"]
    assert len(html_lines(page("") + page("").replace("</body>", "</BODY\n>"))) == 7  # its title too


WIDE_BLANK = "\u3000"


def test_a_less_than_sign_that_opens_no_tag_is_text():
    assert html_lines(page("<p>当x<y且z>w时，</y且>成立</p>"))[0] == "当x<y且z>w时，</y且>成立"


@pytest.mark.parametrize(
    "markup",
    [
        f"<html><head><title>题名{WIDE_BLANK * 40_000}完</title></head><body>{TEXT}</body></html>",
        f"<title>{'_ ' * 60_000}</title>{TEXT}",
        f"<title>题名</title>{TEXT}{'</html>' * 60_000}",
    ],
    ids=["blanks", "marks", "ends"],
)
def test_a_hostile_page_takes_time_in_proportion(markup: str):
    """The first took most of a minute when blanks were looked at once for each blank before them."""
    started = time.monotonic()
    assert len(read_html(markup.encode()).title) <= 300
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("head", ["<?xml " * 40_000, " " * 150_000, " \u3000" * 60_000 + "<?xml "])
def test_a_hostile_declaration_takes_time_in_proportion(head: str):
    started = time.monotonic()
    with pytest.raises(DocumentError, match="not well-formed"):
        read_xml(f"{head}<a>正文</b>".encode())
    assert time.monotonic() - started < 5


def test_blanks_before_an_xml_declaration_are_no_fault():
    assert read_xml(b"\n <?xml version='1.0'?> <a>text</a>").blocks[0].text == "text"


def test_what_a_script_shows_later_is_text():
    """Pages saved from public accounts hide all of their text until it is loaded."""
    hidden = f"<div style='visibility: hidden'>{TEXT * 4}</div>"
    assert (
        len(html_lines(f"<body><h1>题名</h1>{hidden}<div style='visibility:hidden'>多余</div></body>")) == 13
    )
    assert html_lines(f"<body>{TEXT}<div style='display:none'>{TEXT * 9}</div></body>") == html_lines(
        f"<body>{TEXT}</body>"
    )


def test_a_row_of_a_table_with_paragraphs_in_its_cells_is_a_line():
    row = "<tr><td><p>前屯</p></td><td><p class=x><span>712</span></p></td><td>&nbsp;</td></tr>"
    assert html_lines(page(f"<table>{row}</table>"))[0] == "前屯 712"


@pytest.mark.parametrize(
    "cell",
    [
        "<p>甲</p><ul><li>乙</ul>",
        f"<p>{'一年来做了许多事情，' * 8}</p>",
        "<h2>做法</h2>",
        "<table><tr><td>内</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_keeps_its_lines(cell: str):
    assert html_lines(page(f"<table><tr><td>左</td><td>{cell}</td></tr></table>"))[0] == "左"


TEASER = "<li><a href=x>另一篇工作总结</a><p>写得简明扼要，适合参考。</p></li>"


def test_a_cell_of_a_row_may_be_furniture():
    row = "<tr><td class=share>分享</td><td>前屯</td><td>712</td></tr>"
    assert html_lines(page(f"<table>{row}</table>"))[0] == "前屯 712"


def test_a_list_of_teasers_is_left_out_even_where_it_is_longer_than_the_text():
    teasers = f"<ul>{TEASER * 40}</ul>"
    assert html_lines(page(teasers)) == html_lines(page(""))
    assert html_lines(page(f"<div>猜你喜欢{TEASER.replace('li>', 'div>') * 5}</div>"))[:2] == [
        "猜你喜欢",
        "另一篇工作总结",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<ul>" + "<li><a href=x>《安全生产法》</a>明确了企业的主体责任。</li>" * 6 + "</ul>",
        "<ul>" + TEASER * 3 + "</ul>",
        "<ul>" + "<li><p>我们学习了有关文件，见</p><a href=x>实施办法</a></li>" * 6 + "</ul>",
    ],
)
def test_items_of_the_text_that_begin_with_links_stay(text: str):
    assert len(html_lines(page(text))) > len(html_lines(page("")))


def test_a_page_of_teasers_and_nothing_else_is_read():
    assert len(html_lines(f"<body><ul>{TEASER * 9}</ul></body>")) == 18


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_of_many_layouts_give_their_whole_text(path: Path):
    """Every line of the text, in its order, with no words in it; what else is read is measured in docs/reading.md."""
    text = "".join(path.with_suffix(".main").read_text("utf-8").split())
    lines = ["".join(block.text.split()) for block in read_html(path.read_bytes()).blocks]
    kept = [line for line in lines if line and line in text]
    assert "".join(kept) == text
    assert sum(map(len, kept)) >= 0.65 * sum(map(len, lines))
