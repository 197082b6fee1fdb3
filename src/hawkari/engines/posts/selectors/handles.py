"""Names of accounts: ``@name``, links, and names behind the word for a service."""

import re
from collections.abc import Iterator

from hawkari.engines.posts.selectors.folding import Folded
from hawkari.engines.posts.selectors.values import Hit

__all__ = ["NO_SERVICE", "read_handles"]

NO_SERVICE = "unknown"
_NAME = r"(?P<name>[a-z_][a-z0-9_.]{2,31})(?![\w@])"
_LINKS = {
    "telegram": r"(?:t|telegram)\s?[.(\[]\s?(?:dot\s)?(?:me|dog|org)\s?[)\]]?/\s?(?:s/)?@?",
    "tiktok": r"(?:vm\.|vt\.|www\.|m\.)?tiktok\s?\.\s?com/\s?@\s?",
    "instagram": r"(?:instagram\s?\.\s?com|instagr\.am|ig\.me)/(?:u/|m/)?@?",
    "facebook": r"(?:facebook\.com|fb\.com|fb\.me|m\.me|fb://profile)/@?",
    "snapchat": r"snapchat\.com/(?:add|t)/@?",
    "x": r"(?:twitter|(?<!\w)x)\.com/@?",
    "youtube": r"youtube\.com/@",
    "signal": r"signal\.me/#(?:eu|u)/",
}
_LINK = re.compile(
    "|".join(f"(?P<{service}>(?<![a-z0-9]){start})" for service, start in _LINKS.items())
)
_FOLLOWS = re.compile(_NAME)
_AT = re.compile(r"(?<![\w.@/])@\s?(?P<name>[a-z0-9_][a-z0-9_.]{2,31})(?![\w@])")
_WORDS = {
    "telegram": r"telegrami?|tg|tele|تلغرام|تلگرامی?|تلیجرام|تیلیجرام|تهلهگرام|تیلیگرام",
    "whatsapp": r"whats\s?app|wtsp|واتساب|واتساپ|واتسیهپ|واتس",
    "tiktok": r"tik\s?tok|تیک توک|تیکتوک|تک توک",
    "instagram": r"instagram|insta|ig|انستغرام|انستا|اینستا|اینستاگرام|ینستاگرام|یینستاگرام",
    "facebook": r"facebook|fb|فیسبوک|فهیسبوک|فیس",
    "snapchat": r"snapchat|snap|سناب|سناپ|سناپچات",
    "signal": r"signal|سیگنال|سیجنال",
    "viber": r"viber|فایبر|وایبر|ڤایبهر",
    "zalo": r"zalo",
    "imo": r"imo|ایمو",
}
_SERVICE = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _WORDS.items()) + r")(?!\w)"
)
# A name right behind the word for a service, with a colon or without one.
_SAID = re.compile(
    r"\s{0,2}(?P<colon>[:=>-]|id\b|user(?:name)?\b|ناو|ایدی)?\s{0,2}[:=]?\s{0,2}@?\s?" + _NAME
)
_NO_NAMES = frozenset({
    "http", "https", "www", "com", "net", "org", "the", "and", "for", "only", "number", "numara",
    "hejmar", "call", "link", "channel", "group", "kanal", "canal", "contact", "telegram",
    "whatsapp", "viber", "signal", "zalo", "tiktok", "instagram", "facebook", "snapchat", "share",
    "joinchat", "addstickers", "watch", "reel", "reels", "video", "profile.php", "groups", "pages",
    "story", "stories", "hashtag", "search", "intent", "home", "status", "explore",
})  # fmt: skip
REACH = 40
LEAST_DIGITS = 6
# Of these, accounts are numbers: a name behind @ is not one of theirs.
_OF_NUMBERS = frozenset({"whatsapp", "viber", "zalo", "imo"})


def read_handles(folded: Folded) -> tuple[Hit, ...]:
    """The accounts that a post names, each once, in order."""
    text = folded.text
    found = [*_in_links(text), *_said(text), *_at_signs(text)]
    seen: dict[str, Hit] = {}
    for start, end, service, name in sorted(found):
        bare = name.rstrip(".")
        if len(bare) < 3 or bare in _NO_NAMES or bare.isdigit():
            continue
        known = seen.get(bare)
        rule = f"account on {service}" if service != NO_SERVICE else "name behind @"
        if known is None or known.value.startswith(NO_SERVICE + ":"):
            span = folded.span(start, end - (len(name) - len(bare)))
            seen[bare] = Hit(f"{service}:{bare}", span, rule)
    return tuple(sorted(seen.values(), key=lambda one: one.span))


_Read = tuple[int, int, str, str]


def _in_links(text: str) -> Iterator[_Read]:
    if "/" not in text:
        return
    for link in _LINK.finditer(text):
        name = _FOLLOWS.match(text, link.end())
        if name and link.lastgroup:
            yield link.start(), name.end("name"), link.lastgroup, name["name"]


def _said(text: str) -> Iterator[_Read]:
    for word in _SERVICE.finditer(text):
        service = word.lastgroup or NO_SERVICE
        said = _SAID.match(text, word.end())
        if said is None or text[said.end() : said.end() + 1] in (":", "/"):
            continue
        name = said["name"]
        is_marked = said["colon"] is not None or "@" in text[word.end() : said.start("name")]
        is_account = service not in _OF_NUMBERS or said["colon"] is not None
        if _is_number(name) or not is_account:
            continue
        if is_marked or any(one.isdigit() or one == "_" for one in name):
            yield said.start("name"), said.end("name"), service, name


def _is_number(name: str) -> bool:
    """Whether it is a number with letters in the place of some digits."""
    return sum(map(str.isdigit, name)) >= LEAST_DIGITS and not name.strip("0123456789oil._")


def _at_signs(text: str) -> Iterator[_Read]:
    if "@" not in text:
        return
    for one in _AT.finditer(text):
        service = NO_SERVICE
        for word in _SERVICE.finditer(text, max(0, one.start() - REACH), one.start()):
            if word.lastgroup not in _OF_NUMBERS:
                service = word.lastgroup or NO_SERVICE
        yield one.start(), one.end("name"), service, one["name"]
