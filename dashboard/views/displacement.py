"""The figures of people on the move: side by side, on a map, by reporter, and one figure."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts, links
from dashboard.charts.places import drawn_at
from dashboard.forms import DisplacementForm, FigureComparisonForm, FigureMapForm
from dashboard.views.guard import checked, now


@login_required
def displacement(request: HttpRequest) -> HttpResponse:
    form = DisplacementForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.displacement_timeline(filters)
    if record.days_of_run:
        chart = charts.displacement_of_many(record, series=filters.series)
    else:
        chart = charts.displacement(
            record.drawn, record.bands, record.period, series=filters.series
        )
    context = {
        "form": form,
        "record": record,
        "chart": chart,
        "has_place": bool(filters.place),
        "order": filters.order or "-date",
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/displacement.html", context)


@login_required
def displacement_map(request: HttpRequest) -> HttpResponse:
    form = FigureMapForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.figure_map(filters, form.cleaned_data["level"])
    query = {
        **links.narrowing(request.GET),
        "since": record.period.since,
        "until": record.period.until,
        "role": filters.role or "ORIGIN",
        "kind": filters.kind,
    }
    chart = charts.figure_map(record.places, record.period, query, unplaced=record.unplaced)
    context = {
        "form": form,
        "record": record,
        "chart": chart,
        "places": [(item, links.figures_of(item.row.name, query)) for item in record.places],
        "off_map": {item.row.name.slug for item in record.places if drawn_at(item.row) is None},
    }
    return render(request, "dashboard/displacement_map.html", context)


@login_required
def comparison(request: HttpRequest) -> HttpResponse:
    form = FigureComparisonForm(request.GET)
    checked(form)
    record = timelines.figure_comparison(form.filters(now().date()))
    chart = charts.displacement(record.groups, (), record.period, series="reporter")
    context = {"form": form, "record": record, "chart": chart}
    return render(request, "dashboard/figure_comparison.html", context)


@login_required
def figure(request: HttpRequest, article_id: int, at: int) -> HttpResponse:
    record = timelines.figure_detail(article_id, at)
    if record is None:
        raise Http404
    return render(request, "dashboard/figure.html", {"record": record})
