"""E-mail addresses: any text is read as one address or refused in a French sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.adresses import ADRESSE_MAX, lire_adresse, masquer
from core.errors import SaisieInvalide


@pytest.mark.parametrize(
    ("tape", "lue"),
    [
        ("jean@ville.fr", "jean@ville.fr"),
        ("  Jean.Dupont+flux@Ville-Le-Port.FR ", "jean.dupont+flux@ville-le-port.fr"),
        ("logement@mairie-côte.fr", "logement@xn--mairie-cte-ybb.fr"),
        ("<mailto:jean@ville.fr|jean@ville.fr>", "jean@ville.fr"),
        ("o'hara@ville.fr", "o'hara@ville.fr"),
    ],
)
def test_an_address_is_read(tape: str, lue: str) -> None:
    assert lire_adresse("adresse", tape) == lue


@pytest.mark.parametrize(
    "tape",
    [
        "",
        "jean",
        "jean@",
        "@ville.fr",
        "jean@ville",
        "jean@@ville.fr",
        "jean@ville.fr,luc@ville.fr",
        "jean@ville.fr\nBcc: luc@ville.fr",
        "jean dupont@ville.fr",
        "Jean <jean@ville.fr>",
        "jean@ville..fr",
        "jean@-ville.fr",
        "jean@192.168.0.1",
        ".jean@ville.fr",
        "jéan@ville.fr",
        "jean@ville.fr\x00",
        f"{'a' * 80}@ville.fr",
        f"jean@{'é' * 70}.fr",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(tape: str) -> None:
    with pytest.raises(SaisieInvalide, match="Exemple : adresse=jean@ville.fr"):
        lire_adresse("adresse", tape)


@given(
    st.text()
    | st.emails()
    | st.from_regex(r"[^@]{0,20}@[^@]{0,30}\.[a-z]{2,5}")
    | st.builds("{}@{}".format, st.text(max_size=30), st.text(max_size=60))
)
def test_any_text_is_read_or_refused(tape: str) -> None:
    try:
        lue = lire_adresse("adresse", tape)
    except SaisieInvalide:
        return
    assert len(lue) <= ADRESSE_MAX
    assert lue.isascii()
    assert lue.isprintable()
    assert lue.count("@") == 1
    assert not set(lue) & set(' ,;:<>()[]"\\')
    assert lire_adresse("adresse", lue) == lue


def test_a_masked_address_keeps_its_domain() -> None:
    assert masquer("jean@ville.fr") == "j…@ville.fr"
