"""How loops are compiled: one decorator, one place that knows about numba.

A *kernel* is a plain Python loop over flat arrays that numba compiles at its first call and keeps on disk.
It runs without the interpreter lock, unless it is short; it allocates little more than its answer, and never
trusts what it reads: an id or offset out of range raises ``ValueError``, which the callers turn into
``IndexDamaged``.

Where the machine code is kept: beside the module, or, when that folder is read-only (an installed
package), in numba's per-user cache folder; ``NUMBA_CACHE_DIR`` overrides both. Where no folder can be
written at all, kernels still work and are compiled anew by each process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = [
    "Array",
    "Bits",
    "Bytes",
    "Floats",
    "Longs",
    "Numbers",
    "Points",
    "Shorts",
    "kernel",
    "short_kernel",
]

Array = npt.NDArray[Any]
Bits = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """The function, to be compiled at its first call; ``compile_kernels`` makes that call at set-up."""
    return _compiled(function, nogil=True)


def short_kernel(function: Function) -> Function:
    """The same for what takes some microseconds whatever the index's size: it keeps the interpreter lock.

    To give the lock back and wait for it again takes longer than that, where other threads want it too.
    """
    return _compiled(function, nogil=False)


def _compiled(function: Function, nogil: bool) -> Function:
    try:
        compiled = njit(cache=True, nogil=nogil, error_model="numpy")(function)
    except RuntimeError:  # numba found no folder that it may write to
        compiled = njit(nogil=nogil, error_model="numpy")(function)
    return cast(Function, compiled)
