"""Records to chart options: plain dictionaries that static/js/charts.js hands to ECharts."""

from dashboard.charts.base import Chart, TableRow
from dashboard.charts.ceasefires import ceasefires
from dashboard.charts.counts import reports_by_country, stances, volume
from dashboard.charts.displacement import displacement, displacement_of_many
from dashboard.charts.figure_map import figure_map
from dashboard.charts.places import places
from dashboard.charts.together import together

__all__ = [
    "Chart",
    "TableRow",
    "ceasefires",
    "displacement",
    "displacement_of_many",
    "figure_map",
    "places",
    "reports_by_country",
    "stances",
    "together",
    "volume",
]
