"""The committed table of simplified characters is what its script makes of OpenCC's."""

import runpy
from collections.abc import Callable
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_simplified_table.py"


def test_the_table_is_up_to_date() -> None:
    script = runpy.run_path(str(SCRIPT))
    assert script["TABLE"].read_text("utf-8") == script["rows"](), f"help: run {SCRIPT.name}"


def test_chains_are_followed_and_cycles_left_out() -> None:
    closed: Callable[[dict[str, str]], dict[str, str]] = runpy.run_path(str(SCRIPT))["closed"]
    assert closed({"甲": "乙", "乙": "丙", "丁": "戊", "戊": "丁"}) == {"甲": "丙", "乙": "丙"}
