"""Writers of what leaves the screen: pure functions from the desk's values to text or bytes."""

from hawkari.desks.intelligence.exports.brief import write_brief
from hawkari.desks.intelligence.exports.brief_pdf import write_brief_pdf
from hawkari.desks.intelligence.exports.drawing import DocumentFonts, draw_png, draw_svg
from hawkari.desks.intelligence.exports.tables import write_csv, write_followthemoney, write_graphml

__all__ = [
    "DocumentFonts",
    "draw_png",
    "draw_svg",
    "write_brief",
    "write_brief_pdf",
    "write_csv",
    "write_followthemoney",
    "write_graphml",
]
