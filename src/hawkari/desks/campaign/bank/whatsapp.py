"""An answer as the text of a message: WhatsApp's marks for bold and italics, no pictures."""

from collections.abc import Iterator

from hawkari.desks.campaign.bank.composing import Sheet, isolated

__all__ = ["whatsapp_text"]


def whatsapp_text(sheet: Sheet) -> str:
    """The message, ready to be copied; lines end in LF.

    A star, underscore, tilde or backtick of the answer itself would start or end a style: they are
    written as other signs that look alike.
    """
    return "\n".join(_lines(sheet)).strip() + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    content, words = sheet.content, sheet.words
    yield from (f"*{one}*" for one in sheet.stamp)
    yield from (f"*{words.said('claim')}*", f"_{_plain(content.claim)}_", "")
    yield from (f"*{sheet.verdict}.* {_plain(content.answer)}", "")
    yield f"*{words.said('protection')}*"
    for one in content.protection:
        yield f"• {_plain(one.name)}: {_plain(one.how)}"
    yield ""
    if content.deterrence:
        yield from (f"*{words.said('deterrence')}*", _plain(content.deterrence), "")
    yield f"*{words.said('sources')}*"
    for source in content.sources:
        yield f"• {isolated(_plain(source.publisher))}: {isolated(source.url)}"
    yield from ("", f"*{_plain(sheet.speaker)}*", sheet.until)
    yield words.said("reference", number=isolated(sheet.reference))


def _plain(said: str) -> str:
    return said.translate(
        {ord("*"): "\u2217", ord("_"): "\u02cd", ord("~"): "\u223c", ord("`"): "\u02cb"}
    )
