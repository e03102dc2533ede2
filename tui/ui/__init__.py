"""The screen: draws, and reads the library. It never fetches or parses, nor writes the library.

    app              the application (terminal, themes, more_themes, ascii_only, signs)
    reader_screen    the panes, each a window over lines that it draws (steady_view):
      sidebar          feeds and headlines: feed_list, headline_list (row_list, row_paint,
                       headline_window, sorted_window, threads, finder, history)
      article_view     the article: page_view, page, page_paint, links, voices, half_blocks
      findings_panel   quotes and findings: outline, folding
      status_line      the line at the bottom; status: what it says
    (lines_view, paint, highlights, drawing: how lines get their looks)

The commands, by what they are about; methods are named after the ids of `tui.commands`:

    moves, going       from pane to pane, from article to article
    places             where one was
    marking, noting    marks (marks), tags and notes
    passages           quotes and findings (why, citing)
    linking, sharing   links (browser), what leaves Quoth (share)
    pictures, texts    images (viewer, kitty, sixel), full texts
    searching, files   searches; attachments, feeds.toml, moving feeds in
    looking, deeds     how things look; the rest (copying)
    pressing, needs    from keys to commands; what these need to do anything at all

Windows over it: palette and chooser, dialogs, ask, adding, feed_dialog, help, source (scrolling),
health_screen (health_list). From outside comes what library (the news as the screen knows it),
hearing (the engine) and live (feeds.toml) tell; notices go out, to the bell or the terminal.
"""
