"""One file of named flat arrays: how a segment lies on disk, and the words of a cluster's index in it.

    header     64 bytes: magic, format version, place and checksum of the table, file size, own checksum
    arrays     each at a multiple of 64 bytes, little-endian
    table      JSON: the meta data, the sections (name, type, length, offset), a CRC-32 of every block

A file is written once and never changed. It is mapped read-only, or its bytes are given; header and table
are verified when it is opened, a block of the arrays when it is first touched. Every byte is under a
checksum. Sections are found by name, so a later version may add some and older code will not mind.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from indexer.compiled import Array, Bytes, Longs, short_kernel
from indexer.errors import IndexDamaged, IndexOutdated

__all__ = ["CURE", "FORMAT", "Container", "Section", "container_bytes", "sync_folder", "write_container"]

FORMAT = 2
CURE = "rebuild the index with: zongjie index --full SOURCE…"

_MAGIC = b"ZONGJIE\0"
_HEADER = struct.Struct("<8sIIQQQ20x")  # magic, format, CRC of the table, its offset, its length, file size
_CHECK = struct.Struct("<I")
_HEADER_SIZE = _HEADER.size + _CHECK.size
_ALIGN = 64
_BLOCK = 1 << 18
_TYPES = {"|u1", "<u2", "<u4", "<u8", "<i4", "<i8"}


def write_container(path: Path, arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> int:
    """Writes the file through to the disk. Returns the checksum of its table, which names its content."""
    with path.open("wb", buffering=1 << 20) as file:
        check = _write(file, arrays, meta)
        file.flush()
        os.fsync(file.fileno())
    return check


def container_bytes(arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> bytes:
    """What the file would hold."""
    file = io.BytesIO()
    _write(file, arrays, meta)
    return file.getvalue()


def _write(file: IO[bytes], arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> int:
    """Writes all from the beginning of a file. Returns the checksum of the table."""
    sections, checks = [], _Checksums()
    file.write(bytes(_HEADER_SIZE))
    for name, array in arrays.items():
        padding = bytes(-file.tell() % _ALIGN)
        file.write(padding)
        checks.add(padding)
        sections.append([name, array.dtype.str, len(array), file.tell()])
        if len(array):
            content = np.ascontiguousarray(array).data.cast("B")
            file.write(content)
            checks.add(content)
    offset = file.tell()
    table = json.dumps({"meta": dict(meta), "sections": sections, "checks": checks.finish()}).encode()
    file.write(table)
    header = _HEADER.pack(_MAGIC, FORMAT, zlib.crc32(table), offset, len(table), offset + len(table))
    file.seek(0)
    file.write(header + _CHECK.pack(zlib.crc32(header)))
    return zlib.crc32(table)


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power loss."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Checksums:
    """CRC-32 of each block of a stream of bytes."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._crc = self._filled = 0

    def add(self, content: bytes | memoryview) -> None:
        view = memoryview(content)
        while view:
            piece = view[: _BLOCK - self._filled]
            self._crc = zlib.crc32(piece, self._crc)
            self._filled += len(piece)
            view = view[len(piece) :]
            if self._filled == _BLOCK:
                self._done.append(self._crc)
                self._crc = self._filled = 0

    def finish(self) -> list[int]:
        return [*self._done, self._crc] if self._filled else self._done


@short_kernel
def _all_verified(flags: Bytes, starts: Longs, ends: Longs, offset: int, size: int) -> bool:
    """Whether all blocks of some slices of a section were verified; ``offset`` is where it begins."""
    for k in range(len(starts)):
        if starts[k] < ends[k]:
            first, last = (offset + starts[k] * size) // _BLOCK, (offset + ends[k] * size - 1) // _BLOCK
            for block in range(first, last + 1):
                if block >= len(flags) or flags[block] == 0:
                    return False
    return True


class Section:
    """One array of a container. Read ``array`` only where ``touch`` was called before.

    The container does not know its sections: they would keep each other, and with them the mapped memory.
    """

    __slots__ = ("_container", "_offset", "_size", "array")

    def __init__(self, container: Container, array: Array, offset: int) -> None:
        self._container, self.array, self._offset = container, array, offset
        self._size = array.dtype.itemsize

    def __len__(self) -> int:
        return len(self.array)

    def touch(self, start: int, end: int) -> None:
        """Verifies the blocks that hold elements ``start`` to ``end``; raises IndexDamaged."""
        if start < end:
            self._container.verify(self._offset + start * self._size, self._offset + end * self._size)

    def touch_slices(self, starts: Longs, ends: Longs) -> None:
        """The same for several slices at once."""
        container = self._container
        if not _all_verified(container.flags, starts, ends, self._offset - _HEADER_SIZE, self._size):
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                self.touch(start, end)

    def verified(self) -> Array:
        """The whole array, verified; raises IndexDamaged."""
        self.touch(0, len(self.array))
        return self.array


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return b""  # which cannot be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Container:
    """An open file of arrays. It is never closed by hand: the mapping lives as long as one of its arrays."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        """Maps the file, unless ``content`` gives its bytes: ``path`` then only says where they come from.

        Raises IndexDamaged or IndexOutdated for a file not to be trusted, OSError if there is none.
        """
        self.path = path
        self._map = _mapped(path) if content is None else content
        if len(self._map) < _HEADER_SIZE:
            raise self.damaged("it is cut off")
        self.check, self._end, table = self._read_table()
        try:
            self.meta: dict[str, Any] = dict(table["meta"])
            self._checks = [int(check) for check in table["checks"]]
            self._arrays = {str(row[0]): (self._array(*row[1:]), int(row[3])) for row in table["sections"]}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.damaged("its table of contents makes no sense") from error
        if len(self._checks) != -(-(self._end - _HEADER_SIZE) // _BLOCK):
            raise self.damaged("its table of contents makes no sense")
        self._forget()

    def _forget(self) -> None:
        self._verified = bytearray(len(self._checks))
        self.flags = np.frombuffer(self._verified, np.uint8)
        """For each block whether it was verified; for ``Section`` alone."""

    def damaged(self, what: str) -> IndexDamaged:
        """The error to raise when something about this file is wrong."""
        return IndexDamaged(f"{self.path} is damaged: {what}; {CURE}")

    def _read_table(self) -> tuple[int, int, Any]:
        header = self._map[: _HEADER.size]
        magic, version, check, offset, length, size = _HEADER.unpack(header)
        if magic != _MAGIC:
            raise self.damaged("it is not a file of this engine")
        if _CHECK.unpack(self._map[_HEADER.size : _HEADER_SIZE])[0] != zlib.crc32(header):
            raise self.damaged("its header is altered")
        if version != FORMAT:
            raise IndexOutdated(f"{self.path} has format {version}, this program reads {FORMAT}; {CURE}")
        if size != len(self._map) or offset + length != size or offset < _HEADER_SIZE:
            raise self.damaged(f"it has {len(self._map)} bytes instead of {size}")
        table = self._map[offset:size]
        if zlib.crc32(table) != check:
            raise self.damaged("its table of contents is altered")
        return check, offset, json.loads(table)

    def _array(self, dtype: str, length: int, offset: int) -> Array:
        kind = np.dtype(dtype)
        if dtype not in _TYPES or length < 0 or offset < _HEADER_SIZE or offset % _ALIGN:
            raise ValueError(dtype)
        if offset + length * kind.itemsize > self._end:
            raise ValueError(length)
        array = np.frombuffer(self._map, kind, length, offset) if length else np.empty(0, kind)
        array.flags.writeable = False  # an empty one too: kernels are compiled for read-only arrays
        return array

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def names(self) -> list[str]:
        """The names of all sections, in the order of the file."""
        return list(self._arrays)

    def section(self, name: str, dtype: str) -> Section:
        """The section of that name; raises IndexDamaged where it is missing or of another type."""
        array, offset = self._arrays.get(name, (None, 0))
        if array is None or array.dtype != np.dtype(dtype):
            raise self.damaged(f"its part {name} is missing or of another type")
        return Section(self, array, offset)

    def verified(self, name: str) -> Array:
        """The whole array of a name that there is, whatever its type, verified; raises IndexDamaged."""
        array, offset = self._arrays[name]
        return Section(self, array, offset).verified()

    def array(self, name: str, dtype: str) -> Array:
        """The whole array of that name, verified; raises IndexDamaged."""
        return self.section(name, dtype).verified()

    def offsets(self, name: str, last: int, dtype: str = "<i8") -> Array:
        """An array of offsets into ``last`` elements, verified to ascend from within to exactly there."""
        array = self.array(name, dtype)
        if not len(array) or array[0] < 0 or array[-1] != last or bool((array[1:] < array[:-1]).any()):
            raise self.damaged(f"its offsets {name} are out of order")
        return array

    def verify(self, start: int, end: int) -> None:
        """Verifies the blocks of the bytes ``start`` to ``end``, once; raises IndexDamaged."""
        first, last = (start - _HEADER_SIZE) // _BLOCK, (end - 1 - _HEADER_SIZE) // _BLOCK + 1
        block = self._verified.find(0, first, last)
        while block >= 0:
            begin = _HEADER_SIZE + block * _BLOCK
            with memoryview(self._map) as view, view[begin : min(begin + _BLOCK, self._end)] as content:
                if zlib.crc32(content) != self._checks[block]:
                    raise self.damaged(f"bytes {begin} to {begin + len(content)} are altered")
            self._verified[block] = 1
            block = self._verified.find(0, block + 1, last)

    def verify_all(self) -> int:
        """Reads every byte anew, touched before or not. Returns how many; raises IndexDamaged."""
        self._forget()
        if self._end > _HEADER_SIZE:
            self.verify(_HEADER_SIZE, self._end)
        self._read_table()
        return len(self._map)
