"""Counting bits by one machine instruction, for use in kernels only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

__all__ = ["bits_in"]


def _bits_in(_: Any, number: Any) -> Any:  # noqa: ARG001  numba asks for the type of each argument
    def generate(_: Any, builder: ir.IRBuilder, __: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


bits_in = cast(Callable[[Any], int], intrinsic(_bits_in))
"""How many bits of a 64-bit number are set."""
