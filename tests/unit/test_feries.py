"""The public holidays of one country, without loading those of the others."""

from __future__ import annotations

import holidays
import pytest

from storage.conventions.feries import feries


@pytest.mark.parametrize(("pays", "subdivision"), [("FR", None), ("FR", "974"), ("FR", "57")])
def test_it_gives_the_days_of_the_library(pays: str, subdivision: str | None) -> None:
    annees = range(2024, 2036)
    attendus = sorted(holidays.country_holidays(pays, subdivision, years=annees))
    assert feries(f"{pays}-{subdivision}" if subdivision else pays, annees) == attendus


def test_it_knows_that_la_reunion_rests_on_the_day_slavery_ended() -> None:
    jours = {jour.isoformat() for jour in feries("FR-974", [2026])}
    assert "2026-12-20" in jours
    assert "2026-12-20" not in {jour.isoformat() for jour in feries("FR", [2026])}
