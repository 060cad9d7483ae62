"""Label fields of an open segment: which values there are, who has them, how queries see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from indexer.analysis import normalise
from indexer.compiled import Longs, Numbers
from indexer.engines.embedded.segments.batch import LABELS, UNFOLDED
from indexer.engines.embedded.segments.container import Container
from indexer.engines.embedded.segments.lexicon import Lexicon, decode, encode, pack_terms
from indexer.model import FACETS

__all__ = ["LabelColumn", "LabelTerms", "read_column", "read_lexicon", "terms_of"]


class LabelColumn(NamedTuple):
    """One label field: its values, the documents of each value, and the values of each document."""

    values: Lexicon
    value_offsets: Longs
    value_docs: Numbers
    doc_offsets: Longs
    doc_codes: Numbers


class LabelTerms(NamedTuple):
    """A label field as queries see it: the normalised values in order, and the codes of each."""

    lexicon: Lexicon
    codes: Sequence[Sequence[int]]


def read_lexicon(file: Container, name: str) -> Lexicon:
    """The dictionary of that name. Raises IndexDamaged."""
    blob = file.array(f"{name}.blob", "|u1")
    return Lexicon(blob, file.offsets(f"{name}.offsets", len(blob)))


def read_column(file: Container, name: str, documents: int) -> LabelColumn:
    """The label field of that name, one of LABELS. Raises IndexDamaged."""
    if name not in LABELS:
        raise KeyError(name)
    values = read_lexicon(file, name)
    docs = file.array(f"{name}.value_docs", "<i4")
    codes = file.array(f"{name}.doc_codes", "<i4")
    value_offsets = file.offsets(f"{name}.value_offsets", len(docs))
    doc_offsets = file.offsets(f"{name}.doc_offsets", len(codes))
    if len(value_offsets) != len(values) + 1 or len(doc_offsets) != documents + 1:
        raise file.damaged(f"its values of {name} do not fit")
    if name in FACETS and not _are_texts(values):
        raise file.damaged(f"a value of {name} is no text")
    if _outside(docs, documents) or _outside(codes, len(values)):
        raise file.damaged(f"its values of {name} refer to nothing")
    return LabelColumn(values, value_offsets, docs, doc_offsets, codes)


def _are_texts(values: Lexicon) -> bool:
    """Whether all values can be read: those of facets are few, and shown with every answer."""
    try:
        for value in values:
            decode(value)
    except UnicodeDecodeError:
        return False
    return True


def terms_of(name: str, values: Lexicon) -> LabelTerms:
    """The values of a label field as queries see them; an id or source is compared as it is written."""
    if name in UNFOLDED:
        return LabelTerms(values, _Singles(len(values)))
    codes: dict[bytes, list[int]] = {}
    for code, value in enumerate(values):
        codes.setdefault(encode(normalise(decode(value))), []).append(code)
    known = sorted(codes)
    return LabelTerms(Lexicon(*pack_terms(known)), [codes[value] for value in known])


class _Singles(Sequence[Sequence[int]]):
    """(0,), (1,), (2,) …: each term is its own value."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> tuple[int]:  # type: ignore[override]  # slices are never asked for
        return (place,)


def _outside(numbers: Numbers, end: int) -> bool:
    return len(numbers) > 0 and (int(numbers.min()) < 0 or int(numbers.max()) >= end)
