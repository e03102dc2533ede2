"""An article as text: HTML → Document → Lines.

    document   Document: text, Blocks, Spans, Figures
    html       HTML → Document (guard: what takes too long; building, tables, numbering: what it is
               made of)
    plain      plain text → Document
    extract    a whole web page → the article on it (trimming, recovery, walls)
    layout     Document and Highlights → Lines (painting, wrapping, columns)
    pictures   the images that an article names; figures: room for them between Lines
    markdown   Document → Markdown
    finding    words in a text again
    links      links as they may be opened
    safe       what may reach a terminal
    wording    how ages, waits and numbers are said

Nothing in here knows of feeds, storage or screens.
"""
