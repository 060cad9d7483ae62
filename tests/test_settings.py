"""Settings: file, environment, and what is said about a wrong one."""

from pathlib import Path

import pytest

from indexer import Settings, ZongjieError


def test_without_a_file_or_environment_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.load(environ={}) == Settings()


def test_the_environment_goes_over_the_file_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'index = "ix"\nport = 9001\nhost = "::1"\ndictionary = "words.txt"\nsynonyms = "own.txt"\n'
        'query_log = "asked.sqlite"\n',
        "utf-8",
    )
    settings = Settings.load(environ={"ZONGJIE_CONFIG": str(file), "ZONGJIE_PORT": "9002"})
    assert settings == Settings(
        index=str(tmp_path / "ix"),
        port=9002,
        host="::1",
        dictionary=tmp_path / "words.txt",
        synonyms=tmp_path / "own.txt",
        query_log=tmp_path / "asked.sqlite",
    )
    assert Settings.load(file, environ={}).port == 9001


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("colour = 1", "unknown setting colour"),
        ("port = 'many'", "port must be a whole number"),
        ("port = 70000", "port must be a whole number"),
        ("index = 7", "index must be a text"),
        ("labels = 7", "labels must be a path"),
        ("synonyms = 7", "synonyms must be a path"),
        ("query_log = true", "query_log must be a path"),
        ("port = ", "not valid TOML"),
        ("cors = 7", "cors must be origins"),
        ('cors = ["https://a.example", "*"]', "cors must be origins"),
        ('cors = "https://a.example/"', "cors must be origins"),
        ('cors = "a.example"', "cors must be origins"),
        ('cors = "https://*.example"', "cors must be origins"),
        ('cors = "null"', "cors must be origins"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "zongjie.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(ZongjieError, match=message):
        Settings.load(file, environ={})


@pytest.mark.parametrize(
    ("content", "environ", "expected"),
    [
        ("", {}, ()),
        ('cors = "*"', {}, ("*",)),
        (
            'cors = ["https://a.example", "http://localhost:3000"]',
            {},
            ("https://a.example", "http://localhost:3000"),
        ),
        (
            'cors = "*"',
            {"ZONGJIE_CORS": "https://a.example https://b.example"},
            ("https://a.example", "https://b.example"),
        ),
    ],
)
def test_origins_are_a_list_or_a_text(
    tmp_path: Path, content: str, environ: dict[str, str], expected: tuple[str, ...]
) -> None:
    file = tmp_path / "zongjie.toml"
    file.write_text(content, "utf-8")
    assert Settings.load(file, environ=environ).cors == expected


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ZongjieError, match=r"nothing\.toml cannot be read"):
        Settings.load(tmp_path / "nothing.toml", environ={})
