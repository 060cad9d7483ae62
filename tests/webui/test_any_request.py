"""No request, however odd its bytes, is an error of the program."""

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATHS = [
    *("/", "/documents/", "/parts/", "/help", "/stats", "/openapi.json", "/nothing", "/static/", "/healthz", "//"),
    *("/api/v1/search", "/api/v1/search.csv", "/api/v1/passages", "/api/v1/suggest", "/api/v1/related", "/api/v1/stats"),
    *(f"/api/v1/{name}/" for name in ("documents", "siblings", "evidence", "explain", "similar")),
]  # fmt: skip
NAMES = [
    "q",
    "id",
    "lang",
    "genre",
    "year",
    "page",
    "per_page",
    "sort",
    "group",
    "near",
    "limit",
    "synonyms",
    "matching",
]
BYTES = st.binary(max_size=12).map(lambda raw: raw.decode("latin-1"))
"""What a server hands on: a character a byte."""

VALUES = BYTES | st.sampled_from(
    ["1", "0", "story-1", "near", "%", "%ff", "%00", "%ED%A0%80", "巡检", "-1", "999999999"]
)
QUERIES = st.lists(
    st.tuples(st.sampled_from(NAMES) | BYTES, VALUES).map("=".join), max_size=5
).map("&".join)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "HTTP_IF_NONE_MATCH",
            "HTTP_ACCEPT",
            "HTTP_RANGE",
            "HTTP_ORIGIN",
            "HTTP_HOST",
            "HTTP_COOKIE",
            "CONTENT_TYPE",
        ]
    ),
    BYTES | st.sampled_from(["*", 'W/"x"', '"', "bytes=0-1", "text/html;q=x"]),
    max_size=3,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "BREW"]),
    path=st.tuples(st.sampled_from(PATHS), st.just("") | BYTES | st.just("story-1")).map("".join),
    query=QUERIES,
    headers=HEADERS,
)
def test_it_is_answered(app: Flask, method: str, path: str, query: str, headers: dict[str, str]) -> None:
    began: list[str] = []
    environ = app.test_request_context().request.environ | {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query.encode("utf-8").decode("latin-1"),
        **headers,
    }
    answer = app(environ, lambda status, _, __=None: began.append(status))
    body = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    assert began
    assert int(began[0].split()[0]) < 500, (began, body)
