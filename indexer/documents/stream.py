"""Large files as chunks and lines of bytes, within limits, whatever the file holds."""

from __future__ import annotations

import codecs
import lzma
from collections.abc import Iterable, Iterator

from indexer.documents.source import Limits, SourceFile
from indexer.errors import DocumentError

__all__ = ["byte_lines", "file_chunks", "open_error", "xz_chunks"]

_CHUNK = 256 * 1024


def open_error(error: OSError) -> DocumentError:
    """The reason why a file cannot be opened or read."""
    if isinstance(error, PermissionError):
        return DocumentError("no permission to read it")
    if isinstance(error, FileNotFoundError):
        return DocumentError("does not exist any more")
    return DocumentError(f"cannot be read: {error.strerror or error}")


def file_chunks(file: SourceFile, limits: Limits) -> Iterator[bytes]:
    """The bytes of a file. Raises DocumentError where it cannot be read or is over the limit."""
    total = 0
    try:
        with file.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                _check_total(total, limits)
                yield chunk
    except OSError as error:
        raise open_error(error) from None


def xz_chunks(file: SourceFile, limits: Limits) -> Iterator[bytes]:
    """The decompressed bytes of an xz file, in chunks of limited size, whatever it claims to hold."""
    total = 0
    inflater: lzma.LZMADecompressor | None = None
    for chunk in file_chunks(file, limits):
        data = chunk
        while data or (inflater and not inflater.needs_input):
            if inflater is None:
                data = data.lstrip(b"\0")  # padding between streams
                if not data:
                    break
                inflater = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.max_xz_memory)
            try:
                piece = inflater.decompress(data, _CHUNK)
            except lzma.LZMAError as error:
                raise DocumentError(f"damaged xz data: {error}") from None
            total += len(piece)
            _check_total(total, limits)
            data = b""
            if inflater.eof:
                data, inflater = inflater.unused_data, None
            if piece:
                yield piece
    if inflater is not None:
        raise DocumentError("damaged xz data: the file is cut off")


def _check_total(total: int, limits: Limits) -> None:
    if total > limits.max_stream_bytes:
        raise DocumentError(f"over the limit of {limits.max_stream_bytes} bytes; split the file")


def byte_lines(
    chunks: Iterable[bytes], encoding: str, limits: Limits
) -> Iterator[tuple[int, bytes | DocumentError]]:
    """Numbered lines, from 1; UTF-16 comes out as UTF-8.

    A line over the limit comes as the error that says so. So does what breaks the stream, as the last.
    """
    number, parts, size = 1, list[bytes](), 0
    try:
        for chunk in _transcoded(chunks, encoding) if encoding.startswith("utf-16") else chunks:
            *ended, rest = chunk.split(b"\n")
            for piece in ended:
                yield number, _line([*parts, piece], size + len(piece), limits)
                number, size = number + 1, 0
                parts.clear()
            size += len(rest)
            if size <= limits.max_line_bytes:
                parts.append(rest)
        if size:
            yield number, _line(parts, size, limits)
    except DocumentError as error:
        yield number, error


def _line(parts: list[bytes], size: int, limits: Limits) -> bytes | DocumentError:
    if size > limits.max_line_bytes:
        return DocumentError(f"a line of {size} bytes is over the limit of {limits.max_line_bytes}")
    return b"".join(parts)


def _transcoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()
