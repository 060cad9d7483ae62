"""Any error -> one answer, as a page or, under /api/, as problem details (RFC 9457).

A client is told what was wrong and what to do. Paths, stack and the wording of internal errors
go to the log only: an operator reads them there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from indexer import (
    BadRequest,
    EngineUnreachable,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    Message,
    PassageNotFound,
    SearchRequest,
)
from webui.language import gettext as _
from webui.language import translated
from webui.problems import is_for_programs, problem_answer
from webui.text import excerpt
from webui.urls import Link, page_url, search_url

__all__ = ["Failure", "register_failures"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a client is told: an HTTP status, a headline and a sentence of help."""

    status: int
    title: str
    detail: str
    code: str | None = None  # the name of the error of the Python API


_REBUILD = Message("请运维人员在服务器上运行 scripts/rebuild 重建索引；建好后刷新本页即可，不必重启。")
_KNOWN: Mapping[type[Exception], Failure] = {
    PassageNotFound: Failure(
        404,
        Message("没有这个段落"),
        Message("索引里没有这个编号的段落。它可能已随重建索引改变或移除，可以重新搜索。"),
    ),
    IndexMissing: Failure(503, Message("索引尚未建立"), _REBUILD),
    IndexOutdated: Failure(
        503,
        Message("索引已过期"),
        Message("程序、词典或标签表更新后，旧索引不能再用。%(rebuild)s", rebuild=_REBUILD),
    ),
    IndexDamaged: Failure(
        503,
        Message("索引已损坏"),
        Message("索引文件不完整。%(rebuild)s运行 zongjie check 可以看到是哪个文件。", rebuild=_REBUILD),
    ),
    EngineUnreachable: Failure(
        503,
        Message("搜索引擎没有应答"),
        Message("请稍后再试。请运维人员检查搜索引擎是否在运行、地址设置是否正确。"),
    ),
}
_HTTP: Mapping[int, Failure] = {
    400: Failure(400, Message("请求有误"), Message("服务器读不懂这个请求，请检查地址是否完整。")),
    404: Failure(404, Message("没有这个页面"), Message("地址可能写错了，或者已经改变。可以重新搜索。")),
    405: Failure(405, Message("不支持这种请求方式"), Message("这个地址只能读取，请使用 GET。")),
    503: Failure(503, Message("服务器忙"), Message("同时导出的人太多了，请稍后再试。")),
    414: Failure(414, Message("地址太长"), Message("请缩短查询词或减少筛选条件后再试。")),
}
_UNKNOWN = Failure(
    500,
    Message("服务器出错了"),
    Message("这是程序的错误，不是您的错误。详情已记入服务器日志，请稍后再试。"),
)
_RETRY_AFTER = 30
"""Seconds after which a server that cannot answer may be asked again: about what a rebuild takes."""

_MOST_SHOWN = 1_000
"""Characters of a query that the box of an error page shows: with so many, an address is not too long."""


def register_failures(app: Flask) -> None:
    """Make ``app`` answer every error through this module."""
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    failure = _describe(error)
    if failure.status >= 500:
        # %r keeps a line break inside a message or an address from starting a log line of its own.
        current_app.logger.error(
            "%s %r failed: %r", request.method, request.path, error, exc_info=failure is _UNKNOWN and error
        )
    if is_for_programs(request.path):
        response = problem_answer(failure.status, failure.title, failure.detail, failure.code)
    else:
        response = _as_page(failure)
    if isinstance(error, HTTPException):
        # 405 must say which methods it would allow.
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name != "Content-Type"
        )
    if failure.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers.setdefault("Retry-After", str(_RETRY_AFTER))
    return response


def _describe(error: Exception) -> Failure:
    if isinstance(error, BadRequest):
        return Failure(400, Message("参数有误"), error.args[0], BadRequest.__name__)
    if isinstance(error, HTTPException):
        status = error.code or 500
        return _HTTP.get(status) or Failure(status, HTTPStatus(status).phrase, Message("请求没有完成。"))
    for kind, failure in _KNOWN.items():
        if isinstance(error, kind):
            return replace(failure, code=kind.__name__)
    return _UNKNOWN


def _as_page(failure: Failure) -> Response:
    shown = Failure(failure.status, translated(failure.title), translated(failure.detail))
    query = request.args.get("q", "")[:_MOST_SHOWN]
    page = render_template("error.html", failure=shown, query=query, ways=tuple(_ways(failure, query)))
    return Response(page, failure.status)


def _ways(failure: Failure, query: str) -> Iterator[Link]:
    """Where to go on from a page that is not there. Where the server fails, the same may do later."""
    if query.strip() and failure.status in {400, 404}:
        yield Link(
            _("重新搜索“%(query)s”", query=excerpt(query.strip(), 40)), search_url(SearchRequest(query))
        )
    yield Link(_("回到首页"), page_url("/"))
    yield Link(_("怎样搜得更准"), page_url("/help"))
