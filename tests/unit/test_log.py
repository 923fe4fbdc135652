"""What the logs never show."""

from __future__ import annotations

import pytest

from bot.masques import masquer, sans_adresses
from storage.engine import ouvrir

JETON = "WyJhdmlzIiwxXQ.dGVzdC1kZS1zaWduYXR1cmU"


@pytest.mark.parametrize(
    "suite", ["", "/candidats?reference_avis=AV-2026-0001", "/recu/abcdef", " HTTP/1.1"]
)
def test_a_signed_link_is_never_logged(suite: str) -> None:
    assert masquer(f"GET https://fluxbot.test/p/{JETON}{suite}") == (
        f"GET https://fluxbot.test/p/[lien]{suite}"
    )


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("vers marie.dupont@ville.fr refusé", "vers m…@ville.fr refusé"),
        ("(550, '<jérôme@île.test> inconnu')", "(550, '<j…@île.test> inconnu')"),
        ("a@x.fr,b@y.fr", "a…@x.fr,b…@y.fr"),
        ("<jean.dupont=ville.fr@relais.test>", "<j…@relais.test>"),
        ("o'brien&co/logement@ville.fr", "o…@ville.fr"),
        ("-jean.dupont@ville.fr", "-…@ville.fr"),
        (f"{'jean' * 30}@ville.fr", "j…@ville.fr"),
        ("courriel:marie@sous.domaine.leport.test:", "courriel:m…@sous.domaine.leport.test:"),
        (f"<{'ab' * 16}@fluxbot.test>", f"<{'ab' * 16}@fluxbot.test>"),
        ("@fluxbot répond, espace Flux", "@fluxbot répond, espace Flux"),
        ("://fluxbot:[secret]@serveur/base", "://fluxbot:[secret]@serveur/base"),
    ],
)
def test_an_address_is_logged_by_its_first_letter_and_domain(texte: str, attendu: str) -> None:
    assert sans_adresses(texte) == attendu


def test_a_long_line_is_masked_at_once() -> None:
    assert len(sans_adresses("a.b-c%" * 50_000)) == 300_000


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://serveur/base"])
def test_a_fault_of_the_database_tells_no_value(url: str) -> None:
    assert ouvrir(url).hide_parameters
