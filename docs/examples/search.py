"""Searches an index from Python: a running server's, or a folder of this machine.

    python docs/examples/search.py http://127.0.0.1:8000 安全生产 隐患
    python docs/examples/search.py var/index 安全生产 隐患

Both give the same: ``open_index`` takes either.
"""

import sys

from indexer import Hit, Span, ZongjieError, open_index


def main(place: str, query: str) -> None:
    """Prints what is found, what the best hit says, and what to go on with."""
    with open_index(place) as index:
        result = index.search(query, section=["存在问题", "下步打算"], per_page=3)
        print(f"{result.total} 条：{query}")
        for note in result.notes:
            print(f"（{note}）")
        for hit in result.hits:
            show(hit)
        if not result.hits:
            return
        best = result.hits[0]
        passage = index.get(best.id)
        (marks,) = index.marks(query, [passage])
        print(f"\n{' / '.join(passage.heading)}\n{marked(passage.text, marks)}\n")
        print("标签：" + "、".join([passage.section, *passage.genre, *passage.domain]))
        print("关键词：" + "、".join(keyword.text for keyword in index.keywords(best.id, 5)))
        print("相似：" + "；".join(hit.title for hit in index.similar(best.id, 3)))
        print("相关搜索：" + "、".join(index.related(query)))
        print(f"全部导出：{sum(1 for _ in index.matches(query))} 条")


def show(hit: Hit) -> None:
    """Prints one hit."""
    print(f"- {marked(hit.title, hit.title_spans)}　{' / '.join(hit.heading)}")
    for snippet in hit.snippets:
        print(f"    {marked(snippet.text, snippet.spans)}")


def marked(text: str, spans: tuple[Span, ...]) -> str:
    """``text`` with its ``spans`` in 【】."""
    for start, end in reversed(spans):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


if __name__ == "__main__":
    try:
        main(sys.argv[1], " ".join(sys.argv[2:]))
    except ZongjieError as error:
        sys.exit(str(error))
