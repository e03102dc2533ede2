"""What may stand on a page instead of the article: a wall that wants money, a log-in, consent.

Told by what the page says of itself and by the words of what was found on it. A whole article on
which such words stand too is no wall: only what is short can be one.
"""

from __future__ import annotations

import re

SHORT = 600
"""Characters; so little may be all wall."""
TEASER = 2_000
"""Up to so many a paywall shows of an article before it asks."""
SOLD = 1_000
"""A page marked as not free that shows no more than this shows only the beginning. (Some so marked
show all.)"""

PAYWALL = "The page shows the article only to those who pay for it."
LOG_IN = "The page shows the article only after a log-in."
CONSENT = "The page wants consent to cookies before it shows the article."
CHALLENGE = "The page wants to be sure that a person reads it."
MISSING = "The page says that the article is not there."

_CHALLENGE = re.compile(
    r"just a moment|verify(?:ing)? (?:that )?you are (?:a )?human|checking (?:if|your browser)"
    r"|are you (?:a )?(?:human|robot)|not a robot|attention required|access denied"
    r"|unusual (?:traffic"
    r"|activity)|pardon our interruption|complete the (?:captcha|security check)"
    r"|enable javascript and"
    r" cookies|request (?:was |has been )?blocked|ddos protection|security check to access",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:accept|allow|reject|manage)\s+(?:all\s+)?(?:cookies|tracking)|we (?:value|care about) your"
    r" privacy|(?:use|uses|using) (?:of )?cookies|your (?:privacy|cookie) (?:choices|preferences|"
    r"settings)|cookies? (?:akzeptieren|zustimmen|verwenden)|verwenden (?:wir )?cookies|mit werbung"
    r" (?:weiterlesen|lesen|nutzen)|datenschutz-?einstellungen|accepter (?:et|les cookies|tout)"
    r"|utilis(?:ons|ent) des cookies|aceptar (?:y|las|todas|cookies)|utiliza(?:mos)? cookies"
    r"|accetta(?:re)? (?:e|i|tutti)|aceitar (?:os )?cookies|samtyck|samtykke|akkoord",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscri(?:be|ption)[^.]{0,40}\bto (?:continue|read|keep|unlock|access)|(?:continue"
    r"|keep) reading"
    r"[^.]{0,40}subscri|already (?:a )?(?:subscriber|member)|for subscribers only|subscribers?.only"
    r"|(?:this|the) (?:article|content|story) is (?:only )?(?:for|available to|exclusive|reserved)"
    r"|(?:free )?articles? (?:left|remaining)|unlock this (?:article|story)"
    r"|become a (?:member|subscriber)"
    r" to|jetzt (?:weiterlesen|abonnieren|testen)|(?:nur )?für abonnent"
    r"|mit (?:dem )?\w*-?abo\b|abo abschließen"
    r"|bereits abonnent|réservé (?:à nos |aux )abonné|il vous reste [\d,.]+ ?%|abonnez-vous pour"
    r"|(?:solo|sólo|exclusiv\w+) para suscriptor|suscr[ií]b\w+ para|ya (?:eres|soy) suscriptor"
    r"|riservat[oa] agli abbonati|abbonati per|assine para|exclusivo para assinantes"
    r"|kun for abonnenter|for abonnenter|logga in och läs|bli prenumerant|alleen voor abonnees"
    r"|tylko dla (?:prenumeratorów|subskrybentów)|pouze pro předplatitele|vain tilaajille"
    r"|по подписке|会員限定|有料会員|登録すると続き",
    re.IGNORECASE,
)
_LOG_IN = re.compile(
    r"(?:log|sign) ?in (?:to (?:continue|read|view|see|access|your)|or (?:register"
    r"|create))|please (?:log|"
    r"sign) ?in|you (?:must|need to) (?:be logged|log|sign|register)|create (?:a|your) free account"
    r"|register (?:for free )?to (?:continue|read)|bitte (?:melden|loggen) sie sich|jetzt anmelden"
    r"|connectez-vous|inicia(?:r)? sesión para|accedi per",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\A\W*(?:(?:error )?404\b|(?:page|article|seite) (?:not|nicht) (?:found|gefunden)"
    r"|oops|sorry[,!. ]"
    r"|something went wrong|this page (?:is not|isn.t|no longer|does not|doesn.t|cannot)"
    r"|not found\b"
    r"|page introuvable|página no encontrada|pagina non trovata)",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,300})", re.IGNORECASE)
_PASSWORD = re.compile(r"<input\b[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)


def wall(markup: str, text: str) -> str:
    """The sentence for what stands in front of the article, or "" if nothing does.

    `markup` is the whole page, `text` what was taken for the article on it.
    """
    if len(text) < SHORT and (said := _instead(markup, text)):
        return said
    asks = len(text) < TEASER and _PAYWALL.search(text)
    sold = len(text) < SOLD and _NOT_FREE.search(markup)
    return PAYWALL if asks or sold else ""


def _instead(markup: str, text: str) -> str:
    """What a short text is, if it is no article."""
    title = _TITLE.search(markup)
    words = f"{title[1] if title else ''}\n{text}"
    for pattern, sentence in ((_CHALLENGE, CHALLENGE), (_CONSENT, CONSENT), (_LOG_IN, LOG_IN)):
        if pattern.search(words):
            return sentence
    if _MISSING.search(text) or (title and _MISSING.search(title[1])):
        return MISSING
    return LOG_IN if not text and _PASSWORD.search(markup) else ""
