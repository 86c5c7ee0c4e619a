"""Bar charts as pictures: the whole of one is an address (`data:`) that an <img> shows.

Inside an <img>, an SVG's own styles touch nothing else, so that the content policy need not allow
inline styles. Beside each chart its numbers belong in a table: a picture says nothing aloud.
"""

import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence

from lxml import etree
from pygal import HorizontalBar, StackedBar
from pygal.style import Style

# pygal puts a finder for its plugins into Python's import, of a kind that Python 3.12 took away.
sys.meta_path[:] = [each for each in sys.meta_path if hasattr(each, "find_spec")]

_COLORS = ("#3b82c4", "#d9822b", "#3f9c6b", "#b5545c", "#8a63b8", "#9a7d3c", "#5f8a99", "#c26ba3")
# Paper, ink, the lines behind the bars.
_SHEETS = {
    "light": ("#ffffff", "#303030", "#d8d3c8"),
    "dark": ("#161513", "#d6d1c8", "#3f3b34"),
}


def columns(labels: Sequence[str], series: Mapping[str, Sequence[float]], sheet: str) -> str:
    """One column a label, the series of it upon each other."""
    chart = StackedBar(**_options(sheet), x_label_rotation=35 if len(labels) > 6 else 0)
    return _drawn(chart, labels, series)


def bars(labels: Sequence[str], series: Mapping[str, Sequence[float]], sheet: str) -> str:
    """One bar a label, the first on top: for names, which are longer than times."""
    chart = HorizontalBar(**_options(sheet))
    upward = {name: list(reversed(values)) for name, values in series.items()}
    return _drawn(chart, list(reversed(labels)), upward)


def _options(sheet: str) -> dict[str, object]:
    paper, ink, line = _SHEETS[sheet]
    style = Style(
        background=paper,
        plot_background=paper,
        foreground=ink,
        foreground_strong=ink,
        foreground_subtle=ink,
        opacity="1",
        guide_stroke_color=line,
        major_guide_stroke_color=line,
        colors=_COLORS,
        font_family="sans-serif",
        label_font_size=16,
        major_label_font_size=16,
        legend_font_size=16,
        no_data_font_size=20,
    )
    return {
        "style": style,
        "js": (),
        "width": 640,
        "height": 320,
        "disable_xml_declaration": True,
        "legend_at_bottom": True,
        "show_legend": True,
        "show_minor_x_labels": True,
        "min_scale": 2,
        "max_scale": 8,
        "truncate_label": -1,
        "truncate_legend": -1,
        "value_formatter": lambda value: f"{value:g}",
    }


def _drawn(
    chart: StackedBar | HorizontalBar,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
) -> str:
    chart.x_labels = list(labels)
    chart.show_legend = len(series) > 1
    for name, values in series.items():
        chart.add(name, list(values))
    drawing = chart.render_tree()
    for script in drawing.findall(".//{*}script"):  # what its own program would read
        script.getparent().remove(script)
    return f"data:image/svg+xml;base64,{b64encode(etree.tostring(drawing)).decode()}"
