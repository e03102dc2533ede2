"""The table of commands, [keys], and keys pressed one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.commands import BY_ID, COMMANDS, PLACES
from tui.errors import SettingsError
from tui.keys import Keys, keymap
from tui.settings import Config


def config(tmp_path: Path, **keys: str | tuple[str, ...]) -> Config:
    """A feeds.toml whose [keys] say this."""
    path = tmp_path / "feeds.toml"
    written = {id_.replace("_", "-"): (k,) if isinstance(k, str) else k for id_, k in keys.items()}
    lines = [f"{id_} = {list(k)!r}" for id_, k in written.items()]
    path.write_text("\n".join(["# mine", "[keys]", *lines]))
    return Config(path, keys=written)


def refusal(given: Config) -> str:
    with pytest.raises(SettingsError) as caught:
        keymap(given)
    return str(caught.value)


def test_ids_are_unique_and_each_command_says_what_it_does_in_one_sentence() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.sentence.endswith(".")
        assert command.sentence[0].isupper()
        assert command.label
        assert command.where in PLACES


def test_what_goes_back_is_not_called_last_since_that_is_the_end() -> None:
    last = {command.id for command in COMMANDS if command.label.startswith("last")}
    assert last == set()


def test_the_table_itself_has_no_conflicting_keys(tmp_path: Path) -> None:
    assert keymap(config(tmp_path)) == {command.id: command.keys for command in COMMANDS}


def test_keys_of_feeds_toml_replace_those_of_the_table(tmp_path: Path) -> None:
    keys = keymap(config(tmp_path, star=("b", "ctrl+s"), next_quote="g  q", first="g g"))

    assert keys["star"] == ("b", "ctrl+s")
    assert keys["next-quote"] == ("g q",)
    assert keys["undo"] == ("U",)


def test_a_command_may_be_left_without_a_key(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path, search=(), find=())))

    assert keys.press("/", "lists") is None
    assert "search" not in [command.id for command in keys.footer("lists")]


def test_an_unknown_command_is_named_with_its_line_and_the_likely_spelling(tmp_path: Path) -> None:
    said = refusal(config(tmp_path, undo="U", serch="/"))

    assert "feeds.toml, line 4" in said
    assert '"serch"' in said
    assert 'did you mean "search"?' in said


@pytest.mark.parametrize("key", ["entr", "ctrl+", "strg+d", "", "jj"])
def test_what_is_no_key_is_refused(tmp_path: Path, key: str) -> None:
    assert "is no key" in refusal(config(tmp_path, star=key))


def test_a_misspelt_key_is_given_its_likely_spelling(tmp_path: Path) -> None:
    assert 'did you mean "enter"?' in refusal(config(tmp_path, star="entr"))


def test_one_key_for_two_commands_is_refused(tmp_path: Path) -> None:
    said = refusal(config(tmp_path, star="n"))

    assert '"n" stands at both "next-unread" and "star"' in said
    assert "line 3" in said


def test_a_key_that_begins_a_sequence_cannot_be_a_command_of_its_own(tmp_path: Path) -> None:
    assert 'is also the beginning of "] q"' in refusal(config(tmp_path, star="]"))


def test_one_key_means_what_it_means_in_the_place_where_one_is(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    in_lists, in_findings = keys.press("enter", "lists"), keys.press("enter", "findings")

    assert in_lists is BY_ID["open"]
    assert in_findings is BY_ID["go"]


def test_what_belongs_to_a_screen_of_its_own_has_no_keys_elsewhere(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    for place in PLACES:
        for key in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
            found = keys.press(key, place)
            keys.forget()
            assert found is None or found.where != "health" or place == "health"


def test_a_sequence_waits_for_its_second_key(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    assert keys.press("]", "article") is None
    assert keys.pending == "]"
    assert {key for key, _ in keys.continuations()} == {"q", "f"}
    assert keys.press("q", "article") is BY_ID["next-quote"]
    assert keys.pending == ""


def test_a_sequence_that_leads_nowhere_is_forgotten(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))
    keys.press("[", "article")

    assert keys.press("Q", "article") is None
    assert keys.press("q", "article") is BY_ID["back"]


def test_the_footer_shows_what_is_useful_here_first(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    assert keys.footer("lists")[0].id == "open"
    assert keys.footer("findings")[0].id == "go"
    assert all(command.footer for place in PLACES for command in keys.footer(place))
    keys.hits = True
    article = [command.id for command in keys.footer("article")]
    assert {"find", "next-hit"} < set(article)
    assert not {"search", "next-unread"} & set(article), "there these keys do something else"


def test_keys_are_shown_as_they_are_known(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    assert keys.shown("down") == "j ↓"
    assert keys.shown("next-quote") == "]q"
    assert keys.shown("half-down") == "^d"
    assert keys.shown("quit", 1) == "Q"


def with_macros(tmp_path: Path, **macros: tuple[str, ...]) -> Config:
    """A feeds.toml whose [macros] say this; "_" stands for a space in a key."""
    path = tmp_path / "feeds.toml"
    written = {key.replace("_", " "): does for key, does in macros.items()}
    lines = [f'"{key}" = {list(does)!r}' for key, does in written.items()]
    path.write_text("\n".join(["# mine", "[macros]", *lines]))
    return Config(path, macros=written)


def test_a_number_before_a_key_is_its_count(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path)))

    assert [keys.press(key, "lists") for key in "10"] == [None, None]
    assert keys.typed == "10"
    assert keys.press("j", "lists") is BY_ID["down"]
    assert keys.count == 10
    assert keys.press("j", "lists") is BY_ID["down"]
    assert keys.count == 0


def test_a_count_stays_while_a_sequence_waits_and_digits_can_be_bound(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path, star="1")))

    assert keys.press("1", "lists") is BY_ID["star"]
    assert [keys.press(key, "article") for key in "2]"] == [None, None]
    assert keys.press("q", "article") is BY_ID["next-quote"]
    assert keys.count == 2


def test_sequences_may_be_longer_than_two_keys(tmp_path: Path) -> None:
    keys = Keys(keymap(config(tmp_path, star=", a b", browser=", a c")))

    assert [keys.press(key, "lists") for key in ",a"] == [None, None]
    assert {key for key, _ in keys.continuations()} == {"b", "c"}
    assert keys.press("b", "lists") is BY_ID["star"]


def test_a_macro_is_one_key_for_several_commands(tmp_path: Path) -> None:
    keys = Keys.of(with_macros(tmp_path, **{",_s": ("star", "next-unread")}))

    assert keys.press(",", "lists") is None
    found = keys.press("s", "lists")
    assert found is not None
    assert found.does == ("star", "next-unread")


@pytest.mark.parametrize(
    ("key", "does", "said"),
    [
        ("n", ("star",), 'the key "n" is taken by "next-unread"'),
        ("]", ("star",), "begin alike"),
        (",_s", ("starr",), 'did you mean "star"?'),
        ("ctrl+", ("star",), '"ctrl+" is no key'),
    ],
    ids=["taken", "hidden", "unknown", "no-key"],
)
def test_a_macro_with_a_mistake_is_refused_with_its_line(
    tmp_path: Path, key: str, does: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Keys.of(with_macros(tmp_path, **{key: does}))

    assert said in str(caught.value)
    assert "line 3" in str(caught.value)
