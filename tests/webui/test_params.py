"""The parameters of an address: what is read, what is refused, and that writing them is the inverse."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from werkzeug.datastructures import MultiDict

from indexer import BadRequest, SearchRequest
from webui.params import asks_for_nothing, read_search
from webui.urls import search_url

WORDS = st.text(max_size=8)
CHOICES = st.lists(WORDS.filter(bool), max_size=3, unique=True).map(tuple)
REQUESTS = st.builds(
    SearchRequest,
    query=WORDS,
    genre=CHOICES,
    domain=CHOICES,
    section=CHOICES,
    year=st.lists(st.integers(1, 9999), max_size=3, unique=True).map(tuple),
    collection=CHOICES,
    page=st.integers(1, 2000),
    per_page=st.integers(1, 100),
    sort=st.sampled_from(["relevance", "newest", "longest"]),
    matching=st.sampled_from(["auto", "all"]),
    synonyms=st.booleans(),
    group=st.sampled_from(["", "near", "collection"]),
    near=WORDS,
)


@settings(max_examples=150)
@given(REQUESTS)
def test_reading_an_address_is_the_inverse_of_writing_it(request_: SearchRequest) -> None:
    query = urlsplit(search_url(request_)).query
    assert read_search(MultiDict(parse_qsl(query))) == request_


def test_the_empty_fields_of_a_form_count_as_absent() -> None:
    fields = [
        (name, "")
        for name in [
            "q",
            "genre",
            "domain",
            "section",
            "year",
            "collection",
            "sort",
            "matching",
            "synonyms",
            "page",
            "per_page",
            "group",
            "near",
        ]
    ]
    request = read_search(MultiDict(fields))
    assert request == SearchRequest()
    assert asks_for_nothing(request)


def test_a_value_given_twice_counts_once_and_unknown_names_are_ignored() -> None:
    request = read_search(MultiDict([("genre", "讲话"), ("genre", "通知"), ("genre", "讲话"), ("utm", "x")]))
    assert request == SearchRequest(genre=("讲话", "通知"))
    assert not asks_for_nothing(request)


BAD = [
    ("page", "0"),
    ("page", "-1"),
    ("page", "x"),
    ("page", "1.5"),
    ("page", "1_0"),
    ("page", " 1"),
    ("page", "٣"),
    ("page", "9" * 5000),
    ("group", "2"),
    ("group", "yes"),
    ("per_page", "0"),
    ("per_page", "101"),
    ("per_page", "many"),
    ("year", "去年"),
    ("year", "20xx"),
    ("year", "0"),
    ("year", "10000"),
    ("sort", "random"),
    ("sort", "RELEVANCE"),
    ("matching", "some"),
    ("synonyms", "no"),
    ("page", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadRequest, match=f"参数 {name} "):
        read_search(MultiDict([(name, value)]))


@pytest.mark.parametrize(("name", "value"), BAD)
@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/documents/story-1", "/parts/story-1"])
def test_a_bad_value_is_answered_400(client: FlaskClient, path: str, name: str, value: str) -> None:
    response = client.get(path, query_string={"q": "巡检", name: value})
    assert response.status_code == 400
    if path.startswith("/api/"):
        assert response.content_type == "application/problem+json"
        assert f"参数 {name}" in response.get_json(force=True)["detail"]
    else:
        page = html.document_fromstring(response.text)
        assert f"参数 {name}" in page.text_content()
        assert not page.xpath("//script[not(@src)]")
        # What was asked is still in the box, to be put right.
        assert page.xpath("//input[@name='q']/@value") == ["巡检"]


def test_the_last_reachable_page_is_answered_and_the_next_refused(client: FlaskClient) -> None:
    assert client.get("/?q=巡检&page=1000").status_code == 200
    response = client.get("/?q=巡检&page=1001")
    assert response.status_code == 400
    assert "10000" in response.text


@pytest.mark.parametrize("path", ["/", "/api/v1/search"])
def test_an_overlong_address_is_answered_414(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string={"q": "巡" * 6000})
    assert response.status_code == 414
    assert client.get("/documents/" + "x" * 40_000).status_code == 414


@pytest.mark.parametrize(
    "query", ["巡" * 1500, "(" * 3000, '"' * 3001, "*" * 500, "巡 " * 1000, "NOT " * 500]
)
def test_a_long_query_is_answered(client: FlaskClient, query: str) -> None:
    assert client.get("/api/v1/search", query_string={"q": query}).status_code == 200
