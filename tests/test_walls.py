"""What stands in front of an article is told from the article."""

from __future__ import annotations

import pytest

from tui.text.walls import CHALLENGE, CONSENT, LOG_IN, MISSING, PAYWALL, wall

NEWS = "The harbour of the small town will be dug out again this spring, said the mayor. "


def page(title: str = "The Paper", head: str = "", body: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "text", "sentence"),
    [
        ("Just a moment...", "", CHALLENGE),
        ("The Paper", "Verify you are human by completing the action below.", CHALLENGE),
        ("Access Denied", "You don't have permission to access this page.", CHALLENGE),
        ("The Paper", "We value your privacy. We and our 834 partners store information.", CONSENT),
        ("Zeitung", "Wir verwenden Cookies, um Inhalte zu verbessern.", CONSENT),
        ("The Paper", "Please log in to read this article.", LOG_IN),
        ("404 Not Found", "The page you are looking for has moved.", MISSING),
        ("The Paper", "Page not found. Try the search.", MISSING),
        ("The Paper", f"{NEWS * 4} Subscribe now to continue reading.", PAYWALL),
        ("Zeitung", f"{NEWS * 4} Jetzt weiterlesen mit Plus.", PAYWALL),
        ("Le Journal", f"{NEWS * 4} Cet article est réservé aux abonnés.", PAYWALL),
        ("新聞", f"{NEWS * 4} この記事は会員限定です。", PAYWALL),
    ],
    ids=range(12),
)
def test_a_wall_is_told_by_its_words(title: str, text: str, sentence: str) -> None:
    assert wall(page(title), text) == sentence


def test_a_short_text_on_a_page_that_is_not_free_is_only_the_beginning() -> None:
    data = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert wall(page(head=data), NEWS * 3) == PAYWALL
    assert wall(page(head=data), NEWS * 40) == ""


def test_a_page_with_nothing_but_a_place_for_a_password_is_a_log_in() -> None:
    assert wall(page(body='<form><input type="password"></form>'), "") == LOG_IN


def test_an_article_about_such_things_is_an_article() -> None:
    told = "Are you a robot? We value your privacy. Subscribe to continue reading. Please log in. "
    assert wall(page("Cookie walls"), told + NEWS * 30) == ""
    assert wall(page(), NEWS) == ""
