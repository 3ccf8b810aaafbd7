"""Prints the advance widths of printable ASCII (thousandths of the font size) that TextMetrics.swift holds.

Needs fontTools and the Liberation fonts, which have the widths of Helvetica and Arial:
    python font_widths.py LiberationSans-Regular.ttf LiberationSans-Bold.ttf
"""
import sys

from fontTools.ttLib import TTFont

for path in sys.argv[1:]:
    font = TTFont(path)
    glyphs, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    widths = [round(advances[glyphs[code]][0] * 1000 / units) for code in range(0x20, 0x7F)]
    print(path)
    for row in range(0, len(widths), 16):
        print("    " + ", ".join(map(str, widths[row:row + 16])) + ",")
