"""Sites whose feeds are where their addresses say: a row for each, and nothing is asked.

Each row is a host, a path, and where the feeds are then. Sources: what each site documents or names
on its pages; a rule that is wrong costs one request, for the page itself is asked next.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

Match = re.Match[str]
Rule = tuple[str, str, tuple[str, ...]]

_ANY = r".+"
_NAME = r"([\w.%~+-]+)"

# {o}: scheme and host; {1}, {2}: what the path's groups hold.
RULES: tuple[Rule, ...] = (
    (r"(?:www\.|m\.)?youtube\.com", r"/channel/([\w-]+).*",
     ("https://www.youtube.com/feeds/videos.xml?channel_id={1}",)),
    (r"(?:www\.|m\.)?youtube\.com", rf"/user/{_NAME}.*",
     ("https://www.youtube.com/feeds/videos.xml?user={1}",)),
    (r"(?:[a-z]+\.)?reddit\.com", rf"/r/{_NAME}(?:/(?:hot|new|top|rising)?)?/?",
     ("https://www.reddit.com/r/{1}/.rss",)),
    (r"(?:[a-z]+\.)?reddit\.com", rf"/u(?:ser)?/{_NAME}(?:/.*)?",
     ("https://www.reddit.com/user/{1}/.rss",)),
    (r"(?:[a-z]+\.)?reddit\.com", rf"/r/{_NAME}/comments/{_NAME}.*",
     ("https://www.reddit.com/r/{1}/comments/{2}/.rss",)),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/{_NAME}/releases.*",
     ("https://github.com/{1}/{2}/releases.atom",)),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/{_NAME}/tags.*",
     ("https://github.com/{1}/{2}/tags.atom",)),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/{_NAME}/(?:commits|tree)/([\w./%+-]+?)/?",
     ("https://github.com/{1}/{2}/commits/{3}.atom",)),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/{_NAME}/commits/?",
     ("https://github.com/{1}/{2}/commits.atom",)),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/{_NAME}?(?:\.git)?/?",
     ("https://github.com/{1}/{2}/releases.atom", "https://github.com/{1}/{2}/commits.atom",
      "https://github.com/{1}/{2}/tags.atom")),
    (r"(?:www\.)?github\.com", rf"/{_NAME}/?", ("https://github.com/{1}.atom",)),
    (_ANY, r"(/[\w./-]+?)/-/releases/?.*", ("{o}{1}/-/releases.atom",)),
    (_ANY, r"(/[\w./-]+?)/-/tags/?.*", ("{o}{1}/-/tags?format=atom",)),
    (_ANY, r"(/[\w./-]+?)/-/(?:commits|tree)/([\w./-]+?)/?",
     ("{o}{1}/-/commits/{2}?format=atom",)),
    (r"gitlab\.com", r"(/[\w.-]+/[\w./-]+?)/?",
     ("https://gitlab.com{1}/-/releases.atom", "https://gitlab.com{1}.atom")),
    (r"codeberg\.org", rf"/{_NAME}/{_NAME}(?:/releases)?/?",
     ("https://codeberg.org/{1}/{2}/releases.rss", "https://codeberg.org/{1}/{2}.rss")),
    (r"bsky\.app", rf"/profile/{_NAME}/?.*", ("https://bsky.app/profile/{1}/rss",)),
    (r"[\w-]+\.substack\.com", r"/.*", ("{o}/feed",)),
    (r"(?:www\.)?medium\.com", rf"/(?:feed/)?(@{_NAME[1:]}(?:/.*)?",
     ("https://medium.com/feed/{1}",)),
    (r"(?:www\.)?medium\.com", rf"/tag/{_NAME}.*", ("https://medium.com/feed/tag/{1}",)),
    (r"(?:www\.)?medium\.com", rf"/{_NAME}/?", ("https://medium.com/feed/{1}",)),
    (r"(?!www\.)[\w-]+\.medium\.com", r"/.*", ("{o}/feed",)),
    (r"(?:www\.)?arxiv\.org", r"/(?:list|archive)/([\w.-]+).*", ("https://rss.arxiv.org/rss/{1}",)),
    (r"(?:www\.)?arxiv\.org", r"/a/([\w.-]+?)(?:\.html)?", ("https://arxiv.org/a/{1}.atom2",)),
    (r"[\w-]+\.blogspot\.[a-z.]+", r"/.*", ("{o}/feeds/posts/default",)),
    (r"(?!www\.)[\w-]+\.tumblr\.com", r"/.*", ("{o}/rss",)),
    (r"(?:www\.)?tumblr\.com", r"/(?:blog/)?([\w-]+)/?", ("https://{1}.tumblr.com/rss",)),
    (r"(?!www\.)[\w-]+\.wordpress\.com", r"/?", ("{o}/feed/",)),
    (r"news\.ycombinator\.com", r"/(?:news)?", ("https://news.ycombinator.com/rss",)),
    (r"stackoverflow\.com|[\w.-]+\.stackexchange\.com", r"/questions/tagged/([\w.+-]+).*",
     ("{o}/feeds/tag/{1}",)),
    (r"dev\.to", r"/(?:t/)?([\w-]+)/?", ("https://dev.to/feed/{1}",)),
    (r"pypi\.org", r"/project/([\w.-]+).*", ("https://pypi.org/rss/project/{1}/releases.xml",)),
    (r"vimeo\.com", r"/([\w-]+)(?:/videos)?/?", ("https://vimeo.com/{1}/videos/rss",)),
    # Mastodon and what speaks like it: any host; those above have names with @ of their own.
    (r"(?!(?:.*\.)?(?:youtube|medium|tiktok|threads|substack)\.)" + _ANY,
     r"/(?:@|users/)([\w.-]+)/?(?:with_replies|media)?", ("{o}/@{1}.rss",)),
    (_ANY, r"/c/([\w.@-]+)/?", ("{o}/feeds/c/{1}.xml",)),  # Lemmy
)  # fmt: skip


def known(url: str) -> tuple[str, ...]:
    """The feeds of an address at a site we know; none for others."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    except ValueError:
        return ()
    if playlist := _playlist(host, parts.query):
        return (playlist,)
    if _is_feed(parts.path) and not re.fullmatch(r"(?:www\.)?medium\.com", host):
        return ()
    for hosts, path, feeds in RULES:
        if re.fullmatch(hosts, host) and (found := re.fullmatch(path, parts.path)):
            return tuple(_filled(feed, origin, found) for feed in feeds)
    return ()


def _filled(feed: str, origin: str, found: Match) -> str:
    def value(name: Match) -> str:
        return origin if name[1] == "o" else quote(found[int(name[1])] or "", safe="/%@+~")

    return re.sub(r"\{(o|[0-9])\}", value, feed)


def _playlist(host: str, query: str) -> str:
    """The feed of a YouTube playlist; mixes (RD…) and the viewer's own lists have none."""
    if not re.fullmatch(r"(?:www\.|m\.)?youtube\.com|youtu\.be", host):
        return ""
    lists = parse_qs(query).get("list", [""])
    if re.fullmatch(r"(?:PL|UU|FL|OL)[\w-]+", lists[0]):
        return f"https://www.youtube.com/feeds/videos.xml?playlist_id={lists[0]}"
    return ""


def _is_feed(path: str) -> bool:
    return bool(re.search(r"\.(?:atom2?|rss|xml|rdf|json)$|/(?:feed|rss|\.rss)/?$", path, re.I))
