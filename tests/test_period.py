"""A reference period means exactly its first and last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import period


@pytest.mark.parametrize(
    ("label", "start", "end", "grain"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31), "month"),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31), "quarter"),
        ("FY2024", date(2023, 10, 1), date(2024, 9, 30), "fiscal_year"),
        ("FY2024Q1", date(2023, 10, 1), date(2023, 12, 31), "fiscal_quarter"),
        ("FY2024Q2", date(2024, 1, 1), date(2024, 3, 31), "fiscal_quarter"),
        ("FY2024Q4", date(2024, 7, 1), date(2024, 9, 30), "fiscal_quarter"),
        ("2025-01-20/2025-03", date(2025, 1, 20), date(2025, 3, 31), "range"),
    ],
)
def test_a_label_means_these_days(label, start, end, grain) -> None:
    each = period.parse(label)
    assert (each.start, each.end, each.grain) == (start, end, grain)


@pytest.mark.parametrize(
    "label", ["", "2024-13", "2024-1", "FY24", "2024Q5", "2024-02-30", "2024-05/2024-02", "spring"]
)
def test_anything_else_is_an_error(label) -> None:
    with pytest.raises(ValueError):
        period.parse(label)


@given(
    year=st.integers(1990, 2090), form=st.sampled_from(["{}-07", "{}Q2", "{}", "FY{}", "FY{}Q1", "FY{}Q3", "{}-02-28"])
)
def test_the_following_period_starts_the_day_after_and_has_the_same_grain(year, form) -> None:
    each = period.parse(form.format(year))
    after = period.following(each)
    assert after.start == each.end + timedelta(days=1)
    assert after.grain == each.grain
    assert period.parse(after.label) == after
