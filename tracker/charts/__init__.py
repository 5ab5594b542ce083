"""How do rows become charts? One function per kind of chart, each from query rows and a width to an Altair chart.

`render.render` turns a chart function into Vega-Lite specifications and SVG at two widths, with a cache by digest.
Altair and vl-convert are imported only when something is to be drawn.
"""

from tracker.charts.render import Drawn, Renderer
from tracker.charts.style import NARROW, STATUS_STYLE, VERDICT_STYLE, WIDE, StatusStyle, status_style

__all__ = ["NARROW", "STATUS_STYLE", "VERDICT_STYLE", "WIDE", "Drawn", "Renderer", "StatusStyle", "status_style"]
