"""What ``zongjie outline`` does: a file is read, outlined and labelled as for an index, and printed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from indexer.classify import Classifier, Tables
from indexer.console import one_line, print_labels
from indexer.documents import Limits, SourceFile, open_archives, read_source, render_outline
from indexer.errors import DocumentError
from indexer.model import Collection, Skipped
from indexer.settings import Settings

__all__ = ["print_outlines"]


def print_outlines(path: Path, settings: Settings) -> int:
    """Prints how a file, or each one of an archive, is outlined and labelled; the command's exit status.

    Raises DocumentError where there is no such file or it cannot be read.
    """
    if not path.is_file():
        raise DocumentError(f"{path}: no such file")
    classifier = Classifier(Tables.load(settings.labels))
    limits = Limits(max_bytes=settings.max_file_mb << 20)
    status = 0
    with tempfile.TemporaryDirectory(prefix="zongjie-") as unpacked:
        for found in open_archives([SourceFile(path, path.name)], Path(unpacked), limits):
            if isinstance(found, SourceFile):
                status = max(status, _outline_file(found, limits, classifier))
            elif isinstance(found, Skipped):
                status = _tell_skipped(found)
    return status


def _outline_file(file: SourceFile, limits: Limits, classifier: Classifier) -> int:
    try:
        reading = read_source(file, limits)
    except DocumentError as error:
        if file.source == file.path.name:  # the file itself, not a member of it
            raise
        return _tell_skipped(Skipped(file.source, str(error)))
    print(f"{one_line(file.source)}: {reading.encoding} ({reading.confidence})")
    status = 0
    for item in reading.items:
        if isinstance(item, Skipped):
            status = _tell_skipped(item)
        else:
            print(
                render_outline(item)
                if isinstance(item, Collection)
                else one_line(f"{item.key}  {item.title}")
            )
            print_labels(classifier, list(classifier.passages(item)))
    for warning in reading.warnings:
        print(f"{one_line(file.source)}: {one_line(warning)}", file=sys.stderr)
    return status


def _tell_skipped(skipped: Skipped) -> int:
    print(f"{one_line(skipped.path)}: {one_line(skipped.reason)}", file=sys.stderr)
    return 3
