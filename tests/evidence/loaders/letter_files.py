"""Contacts, letters and chats as programs write them; everybody in them is invented."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

__all__ = ["chat", "message", "write_cards", "write_chat", "write_mbox"]


def write_cards(path: Path, names: list[str]) -> None:
    """Contacts as RFC 6350 describes them."""
    cards = []
    for number, name in enumerate(names):
        escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        cards.append(
            f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:card-{number}\r\nFN:{escaped}\r\n"
            "TEL;VALUE=uri:tel:+447700900101\r\nEND:VCARD\r\n"
        )
    path.write_bytes("".join(cards).encode())


def message(number: int, name: str) -> EmailMessage:
    """A message that Python's own mail library writes."""
    letter = EmailMessage()
    letter["Message-ID"] = f"<{number}@example.org>"
    letter["Date"] = "Fri, 02 Jan 2026 03:04:05 +0300"
    letter["Subject"] = f"سلام {number}"
    letter["To"] = "harbour@example.org"
    letter.set_content(f"From {name}\nسلام\n")
    return letter


def write_mbox(path: Path, names: list[str]) -> None:
    """A mailbox that Python's own mail library writes; senders' names are not in it."""
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for number, name in enumerate(names):
        box.add(message(number, name))
    box.close()


def chat(names: list[str]) -> str:
    """A chat as WhatsApp for Android exports it in British English."""
    lines = [
        f"2{number % 5}/03/2026, 21:15 - {name}: سلام\nدوو" for number, name in enumerate(names)
    ]
    return "\n".join(lines) + "\n"


def write_chat(path: Path, names: list[str]) -> None:
    """A chat of one message a name."""
    path.write_text(chat(names), encoding="utf-8")
