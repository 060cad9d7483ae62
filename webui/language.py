"""The language of the interface: Chinese, or English where the address says ``lang=en``.

The state of a page lives in its address, the language too: every link that ``urls.py`` makes keeps it. What
is said stands in the code in Chinese, and ``translations/en.po`` holds the English of it. Texts, titles and
labels of the index are shown as they are in either language.
"""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask, current_app, g, has_request_context, request

from indexer import Message

__all__ = ["LANGUAGES", "current_language", "gettext", "speak", "translated"]

LANGUAGES: Mapping[str, str] = {"zh": "zh-CN", "en": "en"}
"""What ``lang`` may be, the usual one first, and the tag that HTML has for it."""

_USUAL = next(iter(LANGUAGES))
_EXTENSION = "zongjie-translations"
_CATALOGUES = Path(__file__).parent / "translations"


def speak(app: Flask) -> None:
    """Let ``app`` answer in all LANGUAGES, and its templates say ``_("…")``."""
    usual, *others = LANGUAGES
    app.extensions[_EXTENSION] = {usual: {}} | {language: _catalogue(language) for language in others}
    app.jinja_env.globals |= {"_": gettext, "current_language": current_language, "LANGUAGES": LANGUAGES}


def current_language() -> str:
    """The language of the request that is being answered; outside of one, and for unknown ones, Chinese."""
    # Every link and sentence of a page asks: it is looked up once a request.
    try:
        language: str = g.language
    except (AttributeError, RuntimeError):  # nothing asked before, or there is no request
        if not has_request_context():
            return _USUAL
        asked = request.args.get("lang", "")
        language = g.language = asked if asked in LANGUAGES else _USUAL
    return language


def gettext(text: str, **values: object) -> str:
    """``text``, which is Chinese, in the current language, with ``values`` in its ``%(name)s`` places."""
    return text % values if current_language() == _USUAL else translated(Message(text, **values))


def translated(said: str) -> str:
    """A sentence of the engine in the current language; what is no Message stays as it is."""
    if not isinstance(said, Message) or (language := current_language()) == _USUAL:
        return said
    catalogue: Mapping[str, str] = current_app.extensions[_EXTENSION][language]
    values = {
        name: translated(value) if isinstance(value, str) else value for name, value in said.values.items()
    }
    return catalogue.get(said.template, said.template) % values


def _catalogue(language: str) -> dict[str, str]:
    with (_CATALOGUES / f"{language}.po").open("rb") as file:
        return {
            str(message.id): str(message.string) for message in read_po(file) if message.id and message.string
        }
