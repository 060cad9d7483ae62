"""Whole files of each format, and every line that is read of them.

In golden/formats, beside each file, stands what is read: what is reported ("#"), then each line with its
heading level. ``summary.fodt`` is the source of all files named summary; LibreOffice made them of it. A
browser printed ``browser.pdf``, and ``unembedded.pdf`` leaves its font to the reader.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.documents import Limits
from indexer.documents.binary import docx, pdf
from indexer.documents.markdown import read_markdown
from indexer.documents.source import Draft

FOLDER = Path(__file__).parent / "golden" / "formats"
Read = Callable[[Path], Draft]

READ: dict[str, Read] = {
    ".docx": lambda path: docx.read(path, Limits()),
    ".md": lambda path: read_markdown(path.read_bytes()),
    ".pdf": lambda path: pdf.read(path, Limits()),
}

FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in READ and path.stem != "locked")


def shown(draft: Draft) -> str:
    """A draft as the golden files show it."""
    head = [f"# {draft.encoding}", f"# title: {draft.title}", *(f"# {warning}" for warning in draft.warnings)]
    lines = [f"{block.level or '-'} {block.text}" for block in draft.blocks if block.text.strip()]
    return "\n".join([*head, *lines]) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_read(path: Path):
    assert shown(READ[path.suffix](path)) == path.with_name(f"{path.name}.lines").read_text("utf-8")


def test_every_format_has_a_golden_file():
    assert {path.suffix for path in FILES} == set(READ)
