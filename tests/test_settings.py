"""feeds.toml: what it may say, what is said when it is wrong, where it is, how a feed is added."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tui.errors import SettingsError
from tui.model import Candidate, Feed
from tui.settings import (
    FEED_KEYS,
    SETTINGS,
    START_HERE,
    Settings,
    add_feed,
    config_path,
    data_dir,
    default_feeds,
    feed_for,
    free_key,
    load,
    mistake,
    parse,
)

BBC = '[feeds.bbc]\nurl = "https://bbc.example/feed.xml"\n'
HERE = Path("feeds.toml")


def complaint(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        parse(HERE, text)
    return str(caught.value)


def test_a_feeds_toml_becomes_feeds_settings_and_keys() -> None:
    config = parse(
        HERE,
        """
        [settings]
        text_width = 80
        browser = ["firefox", "{url}"]
        [keys]
        star = "m"
        next-unread = ["n", "ctrl+n"]
        theme = []
        [macros]
        ", s" = ["star", "next-unread"]
        [feeds.bbc]
        url = "https://bbc.example/feed.xml"
        title = "BBC"
        folder = "World"
        refresh_minutes = 30
        [feeds."two.words"]
        page = "http://news.example/"
        """,
    )
    assert config.feeds == (
        Feed("bbc", "https://bbc.example/feed.xml", "", "BBC", "World", 30),
        Feed("two.words", page="http://news.example/"),
    )
    assert config.settings == Settings(text_width=80, browser=("firefox", "{url}"))
    assert config.keys == {"star": ("m",), "next-unread": ("n", "ctrl+n"), "theme": ()}
    assert config.macros == {", s": ("star", "next-unread")}


def test_an_empty_file_means_no_feeds_and_every_default() -> None:
    assert parse(HERE, "").feeds == ()
    assert parse(HERE, "").settings == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            BBC + 'foldr = "x"',
            'line 3: "foldr" in [feeds.bbc] is not known; did you mean "folder"?',
        ),
        (BBC + BBC, "line 3: [feeds.bbc] is here a second time; each table needs a key of its own"),
        (BBC + 'url = "https://b.example"', "line 3: this key stands twice in the same table"),
        (BBC + 'page = "https://b.example"', "line 3: [feeds.bbc] has both a url and a page"),
        ("\n[feeds.bbc]\n", "line 2: [feeds.bbc] has no address"),
        ('[feeds.bbc]\nurl = ""', "line 2: "),
        ("[feeds.bbc]\nurl = 3", 'line 2: "url" in [feeds.bbc] must be text in quotes'),
        ('[feeds.bbc]\nurl = "bbc.com/rss"', 'line 2: "url" in [feeds.bbc] must be a whole web'),
        (
            '[feeds.bbc]\nurl = "ftp://a.example"',
            'line 2: "url" in [feeds.bbc] must be a whole web',
        ),
        ('[feeds.bbc]\nurl = "javascript:1"', "must be a whole web address"),
        ('[feeds.bbc]\nurl = "https://"', "must be a whole web address"),
        ('[feeds.bbc]\nurl = "https://[::1"', "must be a whole web address"),
        ('[feeds.bbc]\nurl = "https://a.example:99999/"', "must be a whole web address"),
        ('[feeds.bbc]\nurl = "https://a.example/a b"', "is not an address: it holds a space"),
        ('[feeds.bbc]\nurl = "quoth:help"', 'must be "quoth:start-here"'),
        ('[feeds.bbc]\npage = "quoth:start-here"', 'must be "quoth:start-here"'),
        (BBC + "refresh_minutes = 1", "line 3: "),
        (BBC + 'refresh_minutes = "30"', "a whole number from 5 to 10080, without quotes"),
        (BBC + r'title = "\u001b[31m"', '"title" in [feeds.bbc] holds a control character'),
        ('[feeds."a b"]\nurl = "https://a.example"', 'line 1: "a b" in [feeds] is not a good key'),
        ('[feeds."-x"]\nurl = "https://a.example"', 'line 1: "-x" in [feeds] is not a good key'),
        ('[feeds]\nbbc = "https://a.example"', "line 2: "),
        ("feeds = 3", 'line 1: "feeds" must be a table: write [feeds.KEY]'),
        ('[[feeds]]\nurl = "https://a.example"', 'line 1: "feeds" must be a table'),
        ("settings = []", 'line 1: "settings" must be a table: write [settings]'),
        ("[setings]", 'line 1: "setings" is not known; did you mean "settings"?'),
        ('[bbc]\nurl = "https://a.example"', "line 1: [bbc] should be [feeds.bbc]"),
        ('theme = "quoth-dark"', 'line 1: "theme" belongs under [settings]'),
        (BBC + 'exec = ["x"]', "[feeds.bbc] has both a url and an exec; keep the one you want"),
        ('[feeds.a]\nexec = "x y"', '"exec" in [feeds.a] must be a list of words, as in ["my-scr'),
        ("[feeds.a]\nexec = []", '"exec" in [feeds.a] must be a list of words'),
        ('[feeds.a]\nexec = ["", "x"]', '"exec" in [feeds.a] must be a list of words'),
        (BBC + 'filter = ["a\\u0000"]', '"filter" in [feeds.bbc] holds a NUL character'),
        (BBC + 'paused = "yes"', '"paused" in [feeds.bbc] must be true or false'),
        ('[feeds.a]\nfilter = ["x"]', "[feeds.a] has no address"),
        ('[a]\nexec = ["x"]', "line 1: [a] should be [feeds.a]"),
        ("[settings]\ntextwidth = 80", 'line 2: "textwidth" in [settings] is not known; did you'),
        ("[settings]\n\ntext_width = 8", "line 3: "),
        ("[settings]\ntext_width = true", "must be a whole number from 40 to 200"),
        ('[settings]\ntext_width = "80"', "must be a whole number from 40 to 200, without quotes"),
        ("[settings]\ntext_width = 80.0", "must be a whole number from 40 to 200"),
        ('[settings]\nascii = "true"', "must be true or false, without quotes"),
        ('[settings]\ntheme = "quoth-ligth"', 'did you mean "quoth-light"?'),
        ("[settings]\ntheme = 1", '"theme" in [settings] must be text in quotes'),
        ('[settings]\nbrowser = "firefox"', 'must be a list of words, as in ["firefox", "{url}"]'),
        ('[settings]\nbrowser = ["firefox"]', 'must hold "{url}" after the command'),
        ("[keys]\nstar = 3", 'line 2: "star" in [keys] must be a key or a list of keys'),
        ('[keys]\nstar = ["m", ""]', 'line 2: "star" in [keys] must be a key or a list of keys'),
        ("title = BBC", "line 1: there is no usable value here; text needs quotes"),
        ("a = [1,\n", "line 1: "),
        ("title", "line 1: this is not TOML"),
        ("\n\na = " + "9" * 5000, "line 3: this number has too many digits"),
        ("a = " + "[" * 20_000 + "]" * 20_000, "nested too deeply"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_likely_spelling(text: str, said: str) -> None:
    assert complaint(text).startswith("feeds.toml")
    assert said in complaint(text)
    assert "\n" not in complaint(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('feeds = { bbc = { url = "https://a.example", foldr = 1 } }', 1),
        ('[feeds]\n\nbbc.url = "https://a.example"\nbbc.foldr = 1', 4),
        ('feeds.bbc.url = "https://a.example"\nfeeds.bbc.foldr = 1', 2),
        ('[ feeds . "bbc" ] # x\nurl = "https://a.example"\n"foldr" = 1', 3),
        ("[feeds.bbc]\r\nurl = 'https://a.example'\r\nfoldr = 1\r\n", 3),
        ('[keys]\nstar = """\n\\"""\n[feeds.bbc]\nfoldr = 1"""\n[feeds.bbc]\nfoldr = 1', 7),
        ('[keys]\nstar = [\n  "a", # ]\n  "b",\n]\n[feeds.bbc]\nfoldr = 1', 7),
        (
            "[feeds.bbcx]\nurl = 'https://a.example'\n[feeds.bbc]\nurl='https://b.example'\nfoldr=1",
            5,
        ),
    ],
)
def test_the_line_is_right_however_the_table_is_written(text: str, line: int) -> None:
    assert f"line {line}: " in complaint(text)


def test_a_message_shows_no_control_characters_and_no_addresses() -> None:
    said = complaint('[feeds."\\u001b]52;c;x\\u0007\\u202e"]\nurl = "https://a.example"')
    assert said.isprintable()
    secret = complaint('[feeds.a]\nurl = "htps://me:S3cr3t@a.example/?token=TKN"')
    assert "S3cr3t" not in secret
    assert "TKN" not in secret
    assert complaint(f"[settings]\n{'x' * 5000} = 1").count("x") < 100


def said_of(text: str) -> str:
    """What is said of a feeds.toml; nothing if it can be read."""
    try:
        parse(HERE, text)
    except SettingsError as error:
        return str(error)
    return ""


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_no_text_whatever_raises_anything_but_a_settings_error(text: str) -> None:
    assert said_of(text).isprintable()


PIECES = (
    """[feeds.a] | [feeds] | [settings] | [keys] | a.url | url | foldr | title | = | "x" | ' | """
    """\"\"\" | [ | ] | { | } | # | 3 | true | , | "https://a.b" """
)


@given(st.lists(st.sampled_from([*PIECES.split(" | "), "\n", "\n"]), max_size=30))
@settings(max_examples=300)
def test_no_piece_of_toml_raises_anything_but_a_settings_error(pieces: list[str]) -> None:
    said = said_of("".join(pieces))
    assert not said or "feeds.toml" in said


def test_a_file_that_is_not_utf8_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(b"# one\n# two \xff\n")
    with pytest.raises(SettingsError, match=r"feeds\.toml, line 2: this is not UTF-8 text"):
        load(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(b"#" * 3_000_001)
    with pytest.raises(SettingsError, match="larger than 3 MB"):
        load(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path)
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load(tmp_path / "feeds.toml")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BBC.encode())
    assert [feed.key for feed in load(path).feeds] == ["bbc"]


def test_a_mistake_found_later_finds_its_line_in_the_file(tmp_path: Path, home: Path) -> None:
    path = home / "feeds.toml"
    path.write_text(BBC + '[keys]\nstarr = "m"\n')
    assert str(mistake(path, ("keys", "starr"), "there is no such command")) == (
        "~/feeds.toml, line 4: there is no such command"
    )
    path.unlink()
    assert str(mistake(path, ("keys", "starr"), "gone")) == "~/feeds.toml: gone"


# The file that comes with Quoth


def test_the_packaged_feeds_toml_has_no_mistake_and_all_the_settings_at_their_defaults() -> None:
    config = parse(HERE, default_feeds())
    assert config.settings == Settings()
    assert config.feeds[0].url == START_HERE
    assert len(config.feeds) > 20
    assert {feed.folder for feed in config.feeds[1:]} == {
        "World",
        "Science",
        "Technology",
        "Institutions",
    }
    assert all(feed.title and feed.url.startswith("https://") for feed in config.feeds[1:])
    assert len({feed.address for feed in config.feeds}) == len(config.feeds)


def test_the_packaged_feeds_toml_fits_a_terminal_of_80_columns() -> None:
    assert [line for line in default_feeds().splitlines() if len(line) > 79] == []


def test_the_packaged_feeds_toml_shows_every_setting_with_its_default_and_its_range() -> None:
    told = default_feeds()
    assert parse(HERE, uncommented("settings")).settings == Settings()
    for name, (default, rule) in SETTINGS.items():
        assert f"\n# {name} = " in told
        assert rule.choices or rule.high or rule.example or isinstance(default, bool), name
        for word in (*rule.choices, *([f"{rule.low} to {rule.high}"] if rule.high else ())):
            assert word in told
    for name in FEED_KEYS:
        assert f"\n#   {name} = " in told


def test_the_examples_for_keys_in_the_packaged_feeds_toml_work() -> None:
    from tui.keys import keymap

    config = parse(HERE, uncommented("keys"))
    assert config.keys
    assert config.keys.items() <= keymap(config).items()


def test_the_examples_for_macros_in_the_packaged_feeds_toml_work() -> None:
    from tui.keys import Keys

    config = parse(HERE, uncommented("macros"))
    assert config.macros
    assert Keys.of(config).macros.keys() == config.macros.keys()


def uncommented(table: str) -> str:
    """One table of the packaged file, with the # taken away from its values."""
    section = default_feeds().split(f"\n[{table}]\n")[1].split("\n\n\n")[0]
    values = [line[2:] for line in section.splitlines() if line.startswith("# ") and " = " in line]
    return "\n".join([f"[{table}]", *values])


# Where the files are


def test_the_first_start_puts_the_packaged_feeds_toml_in_place_for_its_owner_only(
    home: Path,
) -> None:
    old = os.umask(0)
    try:
        path = config_path()
    finally:
        os.umask(old)
    assert path == home / ".config" / "quoth" / "feeds.toml"
    assert path.read_text(encoding="utf-8") == default_feeds()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_feeds_toml_that_is_there_is_left_as_it_is(home: Path) -> None:
    path = config_path()
    path.write_text("# mine\n")
    assert config_path() == path
    assert path.read_text() == "# mine\n"


def test_the_config_directory_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    assert config_path() == tmp_path / "conf" / "quoth" / "feeds.toml"


def test_a_given_file_wins_over_the_environment_and_is_never_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = tmp_path / "mine.toml", tmp_path / "other.toml"
    other.write_text(BBC)
    monkeypatch.setenv("QUOTH_FEEDS", str(other))
    assert config_path() == other
    with pytest.raises(SettingsError, match=r"mine\.toml is not there"):
        config_path(str(mine))
    mine.write_text(BBC)
    assert config_path(str(mine)) == mine


def test_a_config_directory_that_cannot_be_made_is_one_sentence(home: Path) -> None:
    (home / ".config").write_text("a file")
    with pytest.raises(SettingsError, match=r"cannot be made: .*--feeds FILE"):
        config_path()


def test_the_data_directory_is_made_for_its_owner_only(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_dir() == home / ".local" / "share" / "quoth"
    monkeypatch.setenv("QUOTH_DATA", str(tmp_path / "env"))
    assert data_dir() == tmp_path / "env"
    given = data_dir(str(tmp_path / "a" / "b"))
    assert given == tmp_path / "a" / "b"
    assert stat.S_IMODE(given.stat().st_mode) == 0o700
    assert data_dir("~/news") == home / "news"


def test_a_data_directory_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"cannot be used for the library: .*--data DIR"):
        data_dir(str(tmp_path / "file"))
    with pytest.raises(SettingsError, match="a home directory that is not there"):
        data_dir("~nobody-of-this-name/quoth")


# Adding a feed


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"# only a comment",
        BBC.encode(),
        b"\xef\xbb\xbf# mine\r\n" + BBC.replace("\n", "\r\n").encode(),
        b'[feeds]\nbbc.url = "https://a.example" # keep\n[settings]\n\n\n# end',
        b'feeds.bbc.url = "https://a.example"',
        default_feeds().encode(),
    ],
)
def test_adding_a_feed_keeps_every_byte_that_was_there(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(before)
    feeds = load(path).feeds
    new = Feed("süd", "https://süd.example/?a=\"'\\", "", "Süd „ost“ \\ #1", "Welt", 30)
    add_feed(path, new)
    assert path.read_bytes().startswith(before)
    assert load(path).feeds == (*feeds, new)
    assert path.read_bytes().count(b"\r\n") in (0, path.read_bytes().count(b"\n"))
    assert os.listdir(tmp_path) == ["feeds.toml"]


def test_a_page_without_a_feed_can_be_added(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(BBC)
    add_feed(path, make.feed("itu", page="https://itu.example/news", full_text="always"))
    table = '[feeds.itu]\npage = "https://itu.example/news"\nfull_text = "always"\n'
    assert path.read_text() == f"{BBC}\n{table}"


def test_a_feed_with_commands_is_added_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(BBC)
    feed = Feed("mine", exec=("cmd", 'a "b"', ""), filter=("jq", "."), paused=True)
    add_feed(path, feed)
    assert load(path).feeds[-1] == feed


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (make.feed("bbc"), "has a feed with the key bbc already"),
        (make.feed("b", url="http://BBC.example/feed.xml/"), r"address already, in \[feeds.bbc\]"),
        (make.feed("b", url="file:///etc/passwd"), "must be a whole web address"),
        (make.feed("a b"), "is not a good key"),
        (make.feed("b", title="two\nlines"), "holds a control character or a line break"),
        (make.feed("b", title="\ud800"), "cannot be changed"),
    ],
)
def test_a_feed_that_cannot_be_added_changes_nothing(tmp_path: Path, feed: Feed, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(BBC)
    with pytest.raises(SettingsError, match=said):
        add_feed(path, feed)
    assert path.read_text() == BBC
    assert os.listdir(tmp_path) == ["feeds.toml"]


def test_a_feeds_toml_with_no_room_at_its_end_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('feeds = { bbc = { url = "https://a.example" } }\n')
    with pytest.raises(SettingsError, match="has no room for a table at its end"):
        add_feed(path, make.feed("b"))
    assert "[feeds.b]" not in path.read_text()


def test_adding_to_a_file_with_a_mistake_names_the_mistake(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text("[setings]\n")
    with pytest.raises(SettingsError, match='did you mean "settings"'):
        add_feed(path, make.feed())
    with pytest.raises(SettingsError, match="cannot be changed: No such file"):
        add_feed(tmp_path / "none.toml", make.feed())


def test_adding_follows_a_link_and_keeps_the_mode(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "feeds.toml"
    real.write_text(BBC)
    real.chmod(0o640)
    link = tmp_path / "feeds.toml"
    link.symlink_to(real)
    add_feed(link, make.feed("b"))
    assert link.is_symlink()
    assert [feed.key for feed in load(real).feeds] == ["bbc", "b"]
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_feeds_added_at_the_same_moment_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(BBC)
    adders = [threading.Thread(target=add_feed, args=(path, make.feed(f"f{n}"))) for n in range(8)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    assert {feed.key for feed in load(path).feeds} == {"bbc", *(f"f{n}" for n in range(8))}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("https://feeds.bbci.co.uk/news/world/rss.xml", "bbci"),
        ("https://www.example.org/feed", "example"),
        ("https://news.un.org/feed", "un"),
        ("http://127.0.0.1:8750/feeds/x", "127-0-0-1"),
        ("http://[::1", "feed"),
        ("Der Spiegel: Wörter & Politik", "der-spiegel-worter-politik"),
        ("新聞", "feed"),
        ("bbc", "bbc-2"),
        ("taken", "taken-3"),
    ],
)
def test_a_free_key_is_short_telling_and_not_taken(words: str, key: str) -> None:
    taken = BBC + "".join(
        f'[feeds.{k}]\nurl = "https://{k}.example"\n' for k in ("taken", "taken-2")
    )
    config = parse(HERE, taken)
    assert free_key(config, words) == key
    assert parse(HERE, f'{taken}[feeds.{key}]\nurl = "https://new.example"').feeds[-1].key == key


@pytest.mark.parametrize(
    ("url", "title", "own", "key"),
    [
        ("https://feeds.bbci.co.uk/news", "BBC News", "", "bbci"),
        ("https://bbc.example/sport", "BBC Sport", "", "bbc-sport"),
        ("https://bbc.example/sport", "", "", "bbc-2"),
        ("http://127.0.0.1:8750/feeds/x", "Town Crier", "", "town-crier"),
        ("http://127.0.0.1:8750/feeds/x", "", "", "127-0-0-1"),
        ("http://127.0.0.1:8750/feeds/x", "Town Crier", "Mine", "mine"),
    ],
)
def test_a_feed_that_is_added_has_a_key_that_can_be_known_again(
    url: str, title: str, own: str, key: str
) -> None:
    assert feed_for(parse(HERE, BBC), Candidate(url, title=title), title=own).key == key
