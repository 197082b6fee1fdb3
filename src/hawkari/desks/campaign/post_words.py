"""Words of posts in the reader's language: kinds, languages, platforms, forms, refusals."""

from django.utils.translation import gettext_lazy as _

__all__ = ["FORMS", "HIDDEN", "KINDS", "LANGUAGES", "PASSED", "PLATFORMS", "STEPS"]

KINDS = {
    "phone": _("Phone"),
    "handle": _("Account"),
    "price": _("Price"),
    "route": _("Route"),
    "date": _("Date"),
    "payment": _("Way to pay"),
    "transport": _("Way to travel"),
}
HIDDEN = {
    "phone": _("phone hidden"),
    "account": _("account hidden"),
    "address": _("address hidden"),
    "name": _("name hidden"),
}
LANGUAGES = {
    "ckb": _("Sorani"),
    "kmr": _("Kurmanji"),
    "ar": _("Arabic"),
    "fa": _("Persian or Dari"),
    "ps": _("Pashto"),
    "tr": _("Turkish"),
    "ti": _("Tigrinya"),
    "am": _("Amharic"),
    "sq": _("Albanian"),
    "vi": _("Vietnamese"),
    "en": _("English"),
    "fr": _("French"),
    "de": _("German"),
    "nl": _("Dutch"),
    "ur": _("Urdu"),
    "so": _("Somali"),
    "ru": _("Russian"),
    "it": _("Italian"),
    "es": _("Spanish"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "bn": _("Bengali"),
    "und": _("cannot tell"),
}
PLATFORMS = {
    "telegram": "Telegram",
    "tiktok": "TikTok",
    "meta": "Meta",
    "other": _("another platform"),
}
FORMS = {
    "telegram": "Telegram Desktop",
    "json": "JSON",
    "lines": _("JSON lines"),
    "4cat-telegram": "4CAT, Telegram",
    "4cat-tiktok": "4CAT, TikTok",
    "tiktok": "TikTok Research API",
    "meta": "Meta Content Library",
    "csv": _("Table with a column for the text"),
}
STEPS = {
    "language": _("Languages"),
    "selectors": _("Phones, prices and routes"),
    "adverts": _("Adverts"),
    "clusters": _("Operators"),
    "operators": _("Operators"),
    "claims": _("Claims"),
}
PASSED = {
    "messages from person to person": _("Conversations of two people, not taken in"),
    "messages of the type service": _("Messages about the channel itself"),
}
