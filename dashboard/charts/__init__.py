"""Records to chart options: plain dictionaries that static/js/charts.js hands to ECharts."""

from dashboard.charts.base import Chart, TableRow
from dashboard.charts.ceasefires import ceasefires
from dashboard.charts.counts import stances, volume
from dashboard.charts.displacement import displacement

__all__ = ["Chart", "TableRow", "ceasefires", "displacement", "stances", "volume"]
