"""A Whoosh codec over array segments, so that Whoosh's own searcher reads them.

The product evaluates queries itself (see ``snapshot``); Whoosh keeps schema, segments, transactions and
deletions, and its searcher is the oracle of the tests. This module is the reading side of the codec.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import _length_byte_cache

from indexer.engines.embedded.codec.views import FieldView, ViewPostings, field_view, view_names
from indexer.engines.embedded.segments.opened import OpenSegment
from indexer.model import TEXT_FIELDS

__all__ = ["EXTENSION", "ArrayCodec", "ArraySegment"]

EXTENSION = ".arr"


class ArraySegment(W3Segment):
    """A segment in Whoosh's list. ``check`` names the content of its file."""

    check = 0
    _deleted: set[int] | None

    def should_assemble(self) -> bool:
        """No: a segment is one file already."""
        return False

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """As Whoosh does it, but for undeleting, which fails there."""
        if self._deleted is None:
            self._deleted = set()
        (self._deleted.add if delete else self._deleted.discard)(docnum)


class ArrayCodec(base.Codec):
    """``open_segment`` gives the open file of a segment; an index keeps them open."""

    def __init__(self, open_segment: Callable[[ArraySegment], OpenSegment]) -> None:
        self._open = open_segment

    def per_document_writer(self, storage: Any, segment: Any) -> _NothingToWrite:  # noqa: ARG002
        """Segments are written from arrays; Whoosh only wants to close something."""
        return _NothingToWrite()

    def field_writer(self, storage: Any, segment: Any) -> _NothingToWrite:  # noqa: ARG002
        """The same."""
        return _NothingToWrite()

    def terms_reader(self, storage: Any, segment: ArraySegment) -> _TermsReader:  # noqa: ARG002
        """The words, grams and labels of a segment."""
        return _TermsReader(self._open(segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> PerDocumentReader:  # noqa: ARG002
        """Lengths and stored passages of a segment."""
        return PerDocumentReader(self._open(segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        """A segment with a new name."""
        return ArraySegment(self, indexname)


class _NothingToWrite:
    is_closed = True

    def close(self) -> None:
        """Nothing to do."""


class _Cursor(base.FieldCursor):
    """Walks a field's dictionary; stands on the first term when it is made."""

    def __init__(self, view: FieldView, field: Any) -> None:
        self._terms, self._field, self._place = view.terms, field, 0

    def first(self) -> Any:
        self._place = 0
        return self.text()

    def find(self, string: Any) -> Any:
        term = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._place = bisect.bisect_left(self._terms, term)
        return self.text()

    def next(self) -> Any:
        self._place += 1
        return self.text()

    def text(self) -> Any:
        return self._field.from_bytes(self._terms[self._place]) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._place < len(self._terms)


class _TermsReader(base.TermsReader):
    def __init__(self, segment: OpenSegment) -> None:
        self._segment, self._names = segment, view_names()
        self._views: dict[str, FieldView] = {}

    def _view(self, name: str) -> FieldView:
        if name not in self._views:
            self._views[name] = field_view(self._segment, name)
        return self._views[name]

    def _find(self, name: str, term: bytes) -> ViewPostings | None:
        if name not in self._names:
            return None
        view = self._view(name)
        place = bisect.bisect_left(view.terms, term)
        found = place < len(view.terms) and view.terms[place] == term
        return view.postings(place) if found else None

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return self._names

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        return _Cursor(self._view(fieldname), fieldobj) if fieldname in self._names else base.EmptyCursor()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((name, term) for name in self._names for term in self._view(name).terms)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return (term for term, _ in self.items_from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """From the first term not before ``prefix`` on, and on into the later fields, as Whoosh expects."""
        for name in self._names[bisect.bisect_left(self._names, fieldname) :]:
            view = self._view(name)
            start = bisect.bisect_left(view.terms, prefix) if name == fieldname else 0
            for place in range(start, len(view.terms)):
                yield (name, view.terms[place]), _info(view.postings(place))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return _info(self._known(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        found = self._find(fieldname, text)
        return float(found.counts.sum()) if found else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        found = self._find(fieldname, text)
        return len(found.docs) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> _Matcher:
        return _Matcher(self._known(fieldname, text), scorer, format_, (fieldname, text))

    def _known(self, name: str, term: bytes) -> ViewPostings:
        found = self._find(name, term)
        if found is None:
            raise TermNotFound(f"No term {name}:{term!r}")
        return found


def _info(found: ViewPostings) -> TermInfo:
    """Lengths are not kept a term; their bounds are enough for a searcher that does not skip by quality."""
    longest = int(found.counts.max())
    return TermInfo(
        int(found.counts.sum()), len(found.docs), 1, 1 << 20, longest, int(found.docs[0]), int(found.docs[-1])
    )


class _Matcher(LeafMatcher):
    def __init__(self, found: ViewPostings, scorer: Any, format_: Any, term: tuple[str, bytes]) -> None:
        self._found, self._docs, self._at = found, found.docs.tolist(), 0
        self.scorer, self.format, self._term = scorer, format_, term

    def copy(self) -> _Matcher:
        other = object.__new__(_Matcher)
        other.__dict__.update(self.__dict__)
        return other

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def reset(self) -> None:
        self._at = 0

    def id(self) -> int:
        return self._docs[self._at]

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs[self._at :])

    def weight(self) -> float:
        return float(self._found.counts[self._at]) * float(self.format.field_boost)

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  Whoosh's name
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect.bisect_left(self._docs, id, self._at)

    def supports_block_quality(self) -> bool:
        return False

    def supports(self, astype: str) -> bool:
        return astype in {"frequency", "weight"} or (
            astype == "positions" and self._found.positions is not None
        )

    def value(self) -> bytes:
        return b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._found.positions is not None:
            return self._found.positions[self._at]
        return int(self._found.counts[self._at])

    def spans(self) -> list[Span]:
        return [Span(position) for position in self.value_as("positions")]


class PerDocumentReader(base.PerDocumentReader):
    """``segment`` is Whoosh's entry, which knows the deletions; ``opened`` its file."""

    def __init__(self, opened: OpenSegment, segment: ArraySegment) -> None:
        self.opened, self.segment = opened, segment

    def doc_count(self) -> int:
        return int(self.segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self.segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self.segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self.segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return self.segment.deleted_docs()

    def _codes(self, name: str) -> Any:
        return self.opened.length_codes.reshape(len(TEXT_FIELDS), -1)[TEXT_FIELDS.index(name)]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in TEXT_FIELDS:
            return default
        return int(_length_byte_cache[self._codes(fieldname)[docnum]])

    def field_length(self, fieldname: str) -> int:
        return self.opened.totals[TEXT_FIELDS.index(fieldname)] if fieldname in TEXT_FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        return self._bound(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        return self._bound(fieldname, np.max)

    def _bound(self, name: str, choose: Callable[..., Any]) -> int:
        if name not in TEXT_FIELDS or not self.opened.documents:
            return 0
        return int(_length_byte_cache[choose(self._codes(name))])

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002  Whoosh's signature
        """Nothing: passages are read from the snapshot. (Whoosh asks for this when it walks documents.)"""
        return {}
