"""The whole of analysis on whole pages: the page that Quoth was made for, and invented ones."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from tests.documents import document
from tests.make import SWAHILI, XHOSA
from tui import analysis
from tui.analysis import analyse
from tui.analysis.annotation import Analysis
from tui.analysis.language import KNOWN, detected
from tui.analysis.lexicon import base, lexicon, table
from tui.text.document import Document
from tui.text.html import from_html
from tui.text.plain import from_plain

LANGUAGES = (*KNOWN, "ru", "ja")
SOURCES = "\n".join(
    path.read_text("utf-8") for path in Path(analysis.__file__).parent.rglob("*.py")
)
RELEASE = """Forum on quiet harbours closes in Aveiro
More than 80 pilots, engineers and fishers met in Aveiro on 3 May to discuss quiet harbours.
“Noise runs fast in water," said PORTNET Secretary-General Inês Duarte. “Quiet engines help."
“Our crews slept better after one season," said Karel Novotny, Head of the Pilot Office, RIVERA.
“We are only at the start," said Joana Lima.
Bruno Maas, Managing Director of the Alliance for Calm Shipping (ACS), said, “Calm is safe."
Key findings of the forum include:
• Harbours should measure noise all year round.
• Electric tugs are ready for everyday use.
• Pilots need to be asked before routes change.
The forum was the third of its kind."""


def speakers(text: str, found: Analysis) -> list[tuple[str, str, str]]:
    seen = dict.fromkeys((q.speaker_name, q.role, q.organisation) for q in found.quotes)
    return list(seen)


def test_a_press_release_gives_its_speakers_and_exactly_its_findings() -> None:
    found = analyse(document(RELEASE))
    assert speakers(RELEASE, found) == [
        ("Inês Duarte", "Secretary-General", "PORTNET"),
        ("Karel Novotny", "Head of the Pilot Office", "RIVERA"),
        ("Joana Lima", "", ""),
        ("Bruno Maas", "Managing Director", "Alliance for Calm Shipping (ACS)"),
    ]
    assert [RELEASE[f.start :].split()[0] for f in found.findings] == [
        "Harbours",
        "Electric",
        "Pilots",
    ]
    assert all(finding.in_list for finding in found.findings)


@pytest.mark.parametrize("name", ["itu-news.html", "itu-news.txt"])
def test_the_page_quoth_was_made_for_is_read_whole(shared: Path, name: str) -> None:
    text = (shared / "corpus" / "seed" / name).read_text("utf-8")
    page: Document = from_html(text) if name.endswith("html") else from_plain(text)
    found = analyse(page)
    assert [quote.speaker_name.split()[1] for quote in found.quotes] == [
        *["Zhao"] * 2,
        *["Kuniyoshi"] * 2,
        *["Sanou"] * 2,
        "Hourani",
    ]
    assert [(q.role, q.organisation) for q in found.quotes[::2]] == [
        ("Secretary-General", "ITU"),
        ("Deputy to the Director General", "UNIDO"),
        ("", ""),
        ("Managing Director", "Global Manufacturing and Industrialization Summit (GMIS)"),
    ]
    assert [(f.kind, f.in_list) for f in found.findings] == [("finding", True)] * 6


def test_an_empty_document_holds_nothing() -> None:
    assert analyse(Document()) == Analysis()


def test_the_same_text_always_gives_the_same_analysis() -> None:
    assert analyse(document(RELEASE)) == analyse(document(RELEASE))


@pytest.mark.parametrize(
    ("tag", "first"), [("en-GB", "en"), ("de_AT", "de"), ("", "en"), ("PT", "pt"), (" fr ", "fr")]
)
def test_a_language_is_known_by_its_first_subtag(tag: str, first: str) -> None:
    assert base(tag) == first


def test_a_language_without_data_has_no_words_for_who_speaks() -> None:
    assert not lexicon("xx").speakers
    assert lexicon("en").speakers


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_list(language: str) -> None:
    data = table(f"{language}.toml")
    roles = data.get("roles", {})
    called = " ".join(roles.get(name, "") for name in ("people", "m", "f"))
    texts = [text for part in ("cues", "words", "titles") for text in data.get(part, {}).values()]
    rows = [text.split() for text in (called, *texts) if "|" not in text]
    assert [word for row in rows for word, times in Counter(row).items() if times > 1] == []


TEXTS = {
    "en": (
        "The ferry was late because the ice on the lake had not yet melted, and so the people "
        "who wanted to go to the market waited for it in the cold until it came."
    ),
    "de": (
        "Die Fähre kam zu spät, weil das Eis auf dem See noch nicht geschmolzen war, und so "
        "warteten die Leute, die zum Markt wollten, in der Kälte, bis sie endlich kam."
    ),
    "fr": (
        "Le bac est arrivé en retard parce que la glace du lac n'avait pas encore fondu, et "
        "les gens qui voulaient aller au marché ont attendu dans le froid jusqu'à son "
        "arrivée."
    ),
    "es": (
        "El barco llegó tarde porque el hielo del lago no se había fundido todavía, y la "
        "gente que quería ir al mercado tuvo que esperar en el frío hasta que por fin llegó."
    ),
    "it": (
        "Il traghetto è arrivato in ritardo perché il ghiaccio del lago non si era ancora "
        "sciolto, e la gente che voleva andare al mercato ha aspettato al freddo fino al suo "
        "arrivo."
    ),
    "pt": (
        "A balsa chegou atrasada porque o gelo do lago ainda não tinha derretido, e as "
        "pessoas que queriam ir ao mercado esperaram no frio até que ela por fim chegou."
    ),
    "nl": (
        "De veerboot kwam te laat omdat het ijs op het meer nog niet was gesmolten, en dus "
        "wachtten de mensen die naar de markt wilden in de kou tot hij eindelijk kwam."
    ),
    "sv": (
        "Färjan kom för sent eftersom isen på sjön inte hade smält ännu, och därför väntade "
        "de som ville till marknaden i kylan tills den till slut kom fram på kvällen."
    ),
    "no": (
        "Ferja kom for sent fordi isen på vannet ikke hadde smeltet ennå, og derfor måtte de "
        "som ville til markedet vente i kulda til den endelig kom fram om kvelden."
    ),
    "ru": (
        "Паром опоздал, потому что лёд на озере ещё не растаял, и люди ждали на холоде до вечера."
    ),
    "ja": "湖の氷がまだ溶けていなかったので、船は遅れて着いた。人々は寒い中で待っていた。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_is_known_by_its_small_words_or_its_script(code: str) -> None:
    assert detected(TEXTS[code]) == code


def test_a_feed_that_declares_the_wrong_language_is_not_believed() -> None:
    assert detected(TEXTS["de"], "en-US") == "de"
    assert detected(TEXTS["en"], "en-GB") == "en-GB"


def test_a_short_text_is_read_as_declared_and_without_that_as_english() -> None:
    assert detected("“La glace tient”, dit-elle.", "fr") == "fr"
    assert detected("“The ice holds,” she said.") == "en"
    assert [detected("", "de"), detected("")] == ["de", "en"]


def test_a_language_that_nobody_taught_us_stays_unknown() -> None:
    finnish = (
        "Lautta myöhästyi, koska järven jää ei ollut vielä sulanut, ja siksi ihmiset odottivat. "
    )
    assert detected(finnish * 4) == "und"
    assert detected("Паром запізнився, бо лід на озері ще не розтанув, і люди чекали.") == "und"


@pytest.mark.parametrize("text", [SWAHILI, XHOSA])
def test_a_feed_that_says_english_of_what_is_hardly_so_is_not_believed(text: str) -> None:
    assert detected(text * 3, "en-US") == "und"
    assert detected(text * 3, "sw") == "sw"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_list_has_only_keys_that_are_read(code: str) -> None:
    data = table(f"{code}.toml")
    tables = [data[name] for name in ("cues", "words", "endings", "roles") if name in data]
    flags = {name for name, value in data.items() if not isinstance(value, dict)}
    assert {key for key in flags.union(*tables) if f'"{key}"' not in SOURCES} <= {"m", "f"}


def test_every_word_list_that_a_rule_asks_for_is_some_languages() -> None:
    asked = set(re.findall(r'words\["(\w+)"\]', SOURCES))
    assert asked <= set().union(*(table(f"{code}.toml").get("words", {}) for code in LANGUAGES))


def test_regular_verbs_of_speech_are_known_in_all_their_forms() -> None:
    forms = {"es": "aseguraban", "fr": "regrettait", "it": "spiegarono", "pt": "admitiu"}
    assert all(form in lexicon(code).cues for code, form in forms.items())
    assert all(" " not in word for code in LANGUAGES for word in lexicon(code).cues)


def test_the_word_lists_ship_as_plain_files_of_the_package() -> None:
    names = {file.name for file in resources.files("tui.analysis.lexicon").iterdir()}
    assert {"en.toml", "names.toml", "abbreviations.toml", "findings-en.toml"} <= names
