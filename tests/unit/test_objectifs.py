"""The year's objectives: what is reached, what waits, who is behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.numero_unique import NumeroUnique
from core.domain.objectifs import (
    BilanObjectifs,
    NatureObjectif,
    Objectif,
    ecart_fr,
    est_en_retard,
    etablir,
    part_de_l_annee,
    verifier_objectif,
)
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import (
    VIVANTS,
    DossierPrioritaire,
    EtatDossier,
    Imputation,
    Prive,
    Suivi,
    Voie,
)
from core.domain.regles_priorite import ReglesPriorite
from core.errors import SaisieInvalide
from storage.conventions.loader import conventions_livrees

LA = "loire-atlantique-2024"
DDETS = Organisation(1, "État (préfet de la Loire-Atlantique)", Nature.ETAT)
SILENE = Organisation(2, "Silène", Nature.BAILLEUR)
HABITAT = Organisation(3, "Habitat 44", Nature.BAILLEUR)
LE = datetime(2026, 1, 5, 9, tzinfo=UTC)
MI_ANNEE = date(2026, 7, 2)
"""182 days of 365 are over when it begins."""


def regles() -> ReglesPriorite:
    trouvees = conventions_livrees()[LA].priorite
    assert trouvees
    return trouvees


def un_dossier(
    categorie: str = "dalo",
    etat: EtatDossier = EtatDossier.INSCRIT,
    bailleur: Organisation | None = None,
    reloge_le: date | None = None,
    imputee: bool = True,
) -> DossierPrioritaire:
    imputation = Imputation(imputee) if etat is EtatDossier.RELOGE else None
    return DossierPrioritaire(
        1,
        "DP-2026-0001",
        LA,
        DDETS,
        NumeroUnique("044031800012310001"),
        Prive(categorie),
        Voie.RAPPORT,
        etat,
        2026,
        LE,
        "sel",
        "engagement",
        Suivi(imputation=imputation),
        bailleur,
        LE,
        reloge_le,
    )


def un_reloge(le: date, categorie: str = "dalo", **suite: object) -> DossierPrioritaire:
    return un_dossier(categorie, EtatDossier.RELOGE, reloge_le=le, **suite)  # type: ignore[arg-type]


def un_objectif(
    nombre: int, nature: NatureObjectif = NatureObjectif.GLOBAL, objet: str = ""
) -> Objectif:
    return Objectif(LA, 2026, nature, objet, nombre, LE, "DDETS, agent n° 1")


def bilan(
    dossiers: Sequence[DossierPrioritaire],
    objectifs: Sequence[Objectif] = (),
    jour: date = MI_ANNEE,
) -> BilanObjectifs:
    return etablir(regles(), dossiers, objectifs, (HABITAT, SILENE), (2026, jour), LA)


@pytest.mark.parametrize(
    ("jour", "part"),
    [
        (date(2025, 12, 31), Fraction(0)),
        (date(2026, 1, 1), Fraction(0)),
        (date(2026, 1, 2), Fraction(1, 365)),
        (date(2026, 12, 31), Fraction(364, 365)),
        (date(2027, 1, 1), Fraction(1)),
        (date(2027, 6, 1), Fraction(1)),
    ],
)
def test_a_day_counts_once_it_is_over(jour: date, part: Fraction) -> None:
    assert part_de_l_annee(2026, jour) == part


def test_a_leap_year_has_one_day_more() -> None:
    assert part_de_l_annee(2024, date(2024, 3, 1)) == Fraction(60, 366)


def test_only_imputed_rehousings_of_the_year_are_reached() -> None:
    fait = bilan(
        [
            un_reloge(date(2026, 3, 1)),
            un_reloge(date(2026, 3, 2), imputee=False),
            un_reloge(date(2025, 12, 31)),
            un_dossier(etat=EtatDossier.RETIRE),
            un_dossier(etat=EtatDossier.NON_INSCRIT),
        ]
    )
    assert (fait.atteint, fait.attente) == (1, 0)


@pytest.mark.parametrize("etat", sorted(VIVANTS))
def test_every_living_household_waits(etat: EtatDossier) -> None:
    fait = bilan([un_dossier(etat=etat)])
    assert (fait.atteint, fait.attente) == (0, 1)
    assert fait.signales == (etat is EtatDossier.SIGNALE)


def test_the_global_objective_is_that_of_the_four_most_priority_categories() -> None:
    fait = bilan([un_dossier(une) for une in ("dalo", "violences", "bpi", "hebergement")])
    autres = bilan([un_dossier(une) for une in ("insalubrite", "a", "quartile", "inconnue")])
    assert (fait.attente, autres.attente) == (4, 0)


def test_without_an_entered_objective_nobody_is_behind() -> None:
    fait = bilan([un_dossier()])
    assert fait.vise is None
    assert not fait.en_retard


def test_behind_is_exact_to_a_household() -> None:
    """Of 365, 182 are due when 182 days are over."""
    reloges = [un_reloge(date(2026, 2, 1))] * 182
    assert not bilan(reloges, [un_objectif(365)]).en_retard
    assert bilan(reloges[1:], [un_objectif(365)]).en_retard


def test_the_finer_views_say_only_what_there_is_to_say() -> None:
    fait = bilan(
        [
            un_reloge(date(2026, 3, 1), bailleur=SILENE),
            un_dossier("violences", EtatDossier.DESIGNE, SILENE),
            un_dossier("a", EtatDossier.DESIGNE, HABITAT),
        ],
        [un_objectif(10, NatureObjectif.BAILLEUR, str(SILENE.id))],
    )
    (silene,) = fait.par_bailleur
    assert (silene.libelle, silene.vise, silene.atteint, silene.attente) == ("Silène", 10, 1, 1)
    assert silene.en_retard
    assert [un.code for un in fait.par_categorie] == ["dalo", "violences", "a"]


@pytest.mark.parametrize(
    ("nature", "objet", "nombre"),
    [
        (NatureObjectif.BAILLEUR, "2", 401),
        (NatureObjectif.CATEGORIE, "dalo", 401),
        (NatureObjectif.GLOBAL, "", -1),
        (NatureObjectif.GLOBAL, "", 100_001),
    ],
)
def test_contradictory_objectives_are_refused(
    nature: NatureObjectif, objet: str, nombre: int
) -> None:
    with pytest.raises(SaisieInvalide, match="Exemple : /objectifs annee=2026"):
        verifier_objectif(un_objectif(nombre, nature, objet), [un_objectif(400)], regles())


def test_the_parts_may_be_entered_before_the_whole_which_then_covers_them() -> None:
    parts = [un_objectif(300, NatureObjectif.BAILLEUR, str(n)) for n in (2, 3)]
    for une in parts:
        verifier_objectif(une, [], regles())
    verifier_objectif(un_objectif(600), parts, regles())
    with pytest.raises(SaisieInvalide, match="600 par bailleur en tout, pour un objectif global"):
        verifier_objectif(un_objectif(599), parts, regles())


def test_a_category_outside_the_most_priority_is_no_part_of_the_whole() -> None:
    quartile = un_objectif(1_000, NatureObjectif.CATEGORIE, "quartile")
    verifier_objectif(quartile, [un_objectif(400)], regles())


@given(
    vise=st.integers(0, 500),
    atteint=st.integers(0, 500),
    jour=st.dates(date(2025, 12, 1), date(2027, 2, 1)),
)
def test_behind_and_its_number_always_agree(vise: int, atteint: int, jour: date) -> None:
    part = part_de_l_annee(2026, jour)
    retard = est_en_retard(vise, atteint, part)
    assert (ecart_fr(vise, atteint, part) != "à jour") is retard
    assert not (retard and atteint >= vise)
