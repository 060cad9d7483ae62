"""Writes indexer/analysis/tables/simplified.tsv from the character tables of the OpenCC project.

Run it after an update of OpenCC (package opencc-python-reimplemented); a test compares the result.
Of several simplified forms OpenCC's first is taken. A chain (甲 to 乙, 乙 to 丙) is followed to its end, so
that normalising twice changes nothing; a character that leads back to itself stays as it is.
"""

from importlib.resources import files
from pathlib import Path

TABLE = Path(__file__).parents[1] / "indexer" / "analysis" / "tables" / "simplified.tsv"


def opencc_pairs() -> dict[str, str]:
    """Traditional character to simplified character, as OpenCC lists them."""
    pairs: dict[str, str] = {}
    for line in (files("opencc") / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines():
        traditional, _, candidates = line.partition("\t")
        simplified = candidates.split(" ")[0]
        if len(traditional) == len(simplified) == 1 and traditional != simplified:
            pairs[traditional] = simplified
    return pairs


def closed(pairs: dict[str, str]) -> dict[str, str]:
    """The same mapping with every chain followed to its end, and without cycles."""
    result: dict[str, str] = {}
    for start in pairs:
        end, seen = start, {start}
        while end in pairs and pairs[end] not in seen:
            end = pairs[end]
            seen.add(end)
        if end not in pairs:
            result[start] = end
    return result


def rows() -> str:
    """The table's text: one ``traditional<TAB>simplified`` line a character, by code point."""
    return "".join(f"{key}\t{value}\n" for key, value in sorted(closed(opencc_pairs()).items()))


if __name__ == "__main__":
    TABLE.write_text(rows(), "utf-8")
