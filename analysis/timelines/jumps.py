"""When an actor is in the news more than is usual for it: the rule alone, without a database.

The rule is the one by which health services tell an outbreak from a bad week, without its trend and
season: C. P. Farrington, N. J. Andrews, A. D. Beale and M. A. Catchpole (1996), "A statistical
algorithm for the early detection of outbreaks of infectious disease", Journal of the Royal
Statistical Society A 159, 547-563. Reports of a week are set against those of the weeks before it;
what lies above the upper bound of a Poisson count, widened where the weeks before varied more than
a Poisson count does, is a jump.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import fmean

WEEK = timedelta(days=7)
WEEKS_BEFORE = 8
# Fewer weeks than half of them tell nothing of what is usual.
LEAST_WEEKS = 4
# As in the source of the rule: below five there is no outbreak to speak of.
LEAST_REPORTS = 5
# The 0.5 % of a normal distribution that lie above it: one false alarm in 200 quiet weeks.
DEVIATIONS = 2.58
# A week in which the newsroom stored less than this share of what it stores now is no measure:
# the sources were not there yet.
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """An actor's reports of a week, the mean of the weeks before, and the bound that they left."""

    actor: int
    reports: int
    usual: float
    bound: float

    @property
    def times(self) -> float | None:
        """How many times the usual that is; None where the usual is none at all."""
        return self.reports / self.usual if self.usual else None

    @property
    def excess(self) -> float:
        """How far above the bound, in widths from the usual to the bound: what jumps most."""
        width = self.bound - self.usual
        return (self.reports - self.usual) / width if width > 0 else float(self.reports)


def upper_bound(weeks: Sequence[int]) -> float:
    """Give the number of reports that a week like those given stays below. Without any report in
    them it is zero: there the least number of reports alone decides."""
    mean = fmean(weeks)
    if mean == 0:
        return 0.0
    variance = sum((count - mean) ** 2 for count in weeks) / (len(weeks) - 1)
    spread = max(1.0, variance / mean)
    spread_of_next = spread + spread / len(weeks)
    # Two thirds is the power that makes a Poisson count symmetric.
    step: float = (1 + 2 / 3 * DEVIATIONS * sqrt(spread_of_next / mean)) ** 1.5
    return mean * step


def weeks_to_compare(totals: Mapping[date, int], until: date) -> tuple[date, ...]:
    """Give the first days of the weeks before the one that ends with `until`, the nearest first,
    in which the newsroom stored enough reports to compare; none where those are too few."""
    first = until - WEEK + timedelta(days=1)
    now = in_week(totals, first)
    before = (first - WEEK * back for back in range(1, WEEKS_BEFORE + 1))
    enough = tuple(week for week in before if in_week(totals, week) >= max(now * LEAST_SHARE, 1))
    return enough if len(enough) >= LEAST_WEEKS else ()


def in_week(counts: Mapping[date, int], first: date) -> int:
    """Add up the counts of seven days."""
    return sum(counts.get(first + timedelta(days=step), 0) for step in range(WEEK.days))


def find_jumps(
    daily: Mapping[int, Mapping[date, int]], weeks: Sequence[date], until: date
) -> tuple[Jump, ...]:
    """Give the actors whose reports of the week that ends with `until` left their own usual bounds,
    the farthest first. `weeks` are the first days of the weeks to compare with."""
    if not weeks:
        return ()
    first = until - WEEK + timedelta(days=1)
    found = []
    for actor, counts in daily.items():
        reports = in_week(counts, first)
        if reports < LEAST_REPORTS:
            continue
        before = [in_week(counts, week) for week in weeks]
        bound = upper_bound(before)
        if reports > bound:
            found.append(Jump(actor=actor, reports=reports, usual=fmean(before), bound=bound))
    return tuple(sorted(found, key=lambda jump: (-jump.excess, -jump.reports, jump.actor)))
