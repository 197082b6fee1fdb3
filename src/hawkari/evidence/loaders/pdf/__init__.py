"""Tables in PDF files: the letters and lines of a page become rows and columns again.

A PDF says where each glyph stands, not what is a cell. `pages` reads glyphs and lines, `glyphs`
puts glyphs into words and lines, `directions` turns what stands from left to right into the order
in which it is read, `grids` finds tables with rules, `columns` those without, `joining` puts
together what runs over several pages.
"""

from hawkari.evidence.loaders.pdf.loader import PdfLoader

__all__ = ["PdfLoader"]
