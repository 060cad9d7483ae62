"""Finding cues: the same as reading the text character by character, the longest cue first."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.classify.cues import CueFinder

ALPHABET = "工作总结报告𠀀a\udc80"


def obvious(cues: set[str], text: str) -> list[tuple[str, int]]:
    found, place = [], 0
    while place < len(text):
        here = max((cue for cue in cues if text.startswith(cue, place)), key=len, default="")
        if here:
            found.append((here, place))
        place += len(here) or 1
    return found


@given(
    st.sets(st.text(ALPHABET, min_size=2, max_size=4)),
    st.text(ALPHABET, max_size=60),
    st.sampled_from([0, 200]),
)
def test_finds_what_reading_finds(cues: set[str], text: str, blanks: int):
    """Short and long texts are read in two ways."""
    padded = text + " " * blanks
    assert CueFinder(cues).find(padded) == obvious(cues, padded)


def test_a_long_cue_hides_the_short_one_in_it():
    assert CueFinder(["总结", "工作总结"]).find("工作总结与总结") == [("工作总结", 0), ("总结", 5)]
