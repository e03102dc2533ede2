"""Analysis: what a text says. Document → Quotes and Findings, ranges over Document.text.

The passes, in order, each a pure function:

    language     which language's words to read with
    sentences    where sentences end
    marks        which stretches stand in quotation marks
    unmarked     speech without marks: dashes, labels, blockquotes
    words        a paragraph as tokens, a quotation being one of them; `row`: with its cues
    mentions     the words that name somebody, `phrases` their name; `subjects`: who does a verb,
                 `steps` away from it; `topics`: whom a sentence is about
    attribution  the words beside a quotation that say who speaks: `ahead` and `behind` it, `cues`;
                 `inverted`: a verb before its subject, `doers`: half a verb, or one that is second;
                 `inscriptions`: on signs and banners, `headlines`: in a headline
    quotes       which stretches are speech, and of which kind; `repeats` of one are not
    people       who is named in the article (`name_runs`), by one name too (`singles`), with
                 roles and organisations (`roles` before a name, `appositions` behind it,
                 `posts`: what their words say); `leads`: which name a clause is about;
                 `pronouns`: whom "he" means, what "her" tells
    descriptions whom "the detective", "the 63-year-old" mean
    chains       whose words a quotation goes on with, where its sentence does not say; `threads`:
                 whom the sentences before it are about, who reports in them
    speakers     whose each quotation is; `headings`: of whose words those above are a part;
                 `callings`: one name for one speaker
    sections     the text as sentences and items, and whether their section counts
    findings     what the article establishes: explicit `lists`, sentences by their `features`
                 and `figures`; beside few of them its `key_sentences`; the words are `knowledge`,
                 and what weighed most are its `grounds`

What they find is of the types of `annotation`. No model, no network, no state; linear time whatever
the text. The words of each language are data in `lexicon/`; a language without data gets quoted
spans, and speakers by labels and by names right behind a verb.
"""

from __future__ import annotations

from tui.analysis.annotation import Analysis
from tui.text.document import Document

VERSION = 199


def analyse(document: Document, title: str = "", language: str = "") -> Analysis:
    """Everything found in a document, in reading order.

    `title` is the article's (findings lean on it), `language` the BCP 47 tag that its feed gives;
    where the text is plainly in another language, that one counts.
    Annotations are stored under VERSION: raise it whenever results change.
    """
    # Imported here: the screen needs the values of `annotation` at once, and the passes never.
    from tui.analysis.findings import findings
    from tui.analysis.language import detected
    from tui.analysis.lexicon import lexicon
    from tui.analysis.speakers import quotes

    lex = lexicon(detected(document.text, language))
    said = quotes(document, lex)
    return Analysis(quotes=said, findings=findings(document, title, lex, said))
