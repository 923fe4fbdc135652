"""Builders shared by the tests: the Le Port convention and what lives under it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from core.domain.avis import AvisDeVacance, Etat
from core.domain.calendrier import Unite, instant_local
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.convention import Convention, Reglage, Termes
from core.domain.delais import premier_delai, second_delai
from core.domain.journal import engagement
from core.domain.logement import Logement
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Nature, Organisation
from storage.conventions.loader import conventions_livrees

REUNION = "Indian/Reunion"
SIDR = Organisation(1, "SIDR", Nature.BAILLEUR)
LE_PORT = Organisation(2, "Le Port", Nature.COMMUNE)
TERRITOIRE = Organisation(3, "Territoire de l'Ouest", Nature.EPCI)
PREFET = Organisation(4, "Préfecture", Nature.ETAT)
SODIAC = Organisation(5, "SODIAC", Nature.BAILLEUR)

RECU_LE = datetime(2026, 12, 10, 6, 0, tzinfo=UTC)
"""10 December 2026, 10:00 in La Réunion."""
RELANCE_LE = datetime(2026, 12, 20, 20, 0, tzinfo=UTC)
"""20 December 2026, 24:00 in La Réunion: the first échéance of ten days."""
RELANCE_RECUE_LE = datetime(2026, 12, 20, 20, 5, tzinfo=UTC)


def une_convention() -> Convention:
    """Give the shipped convention of Le Port."""
    return conventions_livrees()["le-port-2024"]


def des_termes(*, unite: Unite | None = None, **changements: Any) -> Termes:
    """Give the terms of Le Port; `report=True` changes one setting, `unite` every délai."""
    termes = une_convention().termes
    for nom, valeur in changements.items():
        ancien = getattr(termes, nom)
        if isinstance(ancien, Reglage) and not isinstance(valeur, Reglage):
            valeur = replace(ancien, valeur=valeur)
        termes = replace(termes, **{nom: valeur})
    if unite is None:
        return termes
    noms = [
        un.name for un in fields(termes.delais) if hasattr(getattr(termes.delais, un.name), "unite")
    ]
    delais = {nom: replace(getattr(termes.delais, nom), unite=unite) for nom in noms}
    return replace(termes, delais=replace(termes.delais, **delais))


def un_logement(**changements: Any) -> Logement:
    """Give a complete dwelling, outside the sectors under pressure, with a short préavis."""
    complet = Logement(
        commune="Trois-Bassins",
        quartier="Centre",
        qpv=False,
        type="T3",
        loyer=Decimal("512.30"),
        financement="LLTS",
        annee=1998,
        pmr=False,
        ascenseur=False,
        preavis=1,
    )
    return replace(complet, **changements)


def un_avis(etat: Etat = Etat.OUVERT, **changements: Any) -> AvisDeVacance:
    """Give an avis in a state, with the échéances that a real one would have there."""
    termes = changements.pop("termes", None) or des_termes()
    logement = changements.pop("logement", None) or un_logement()
    premiere = premier_delai(RECU_LE, logement, termes)
    seconde = second_delai(RELANCE_RECUE_LE, premiere, logement, termes)
    recu = etat not in {Etat.BROUILLON, Etat.EMIS, Etat.SANS_ATTRIBUTAIRE}
    relance = etat in {Etat.EN_RELANCE, Etat.INCOMPLET, Etat.REPUTE_TENU}
    avis = AvisDeVacance(
        id=1,
        reference="AV-2026-0001",
        bailleur=SIDR,
        reservataire=LE_PORT,
        convention="le-port-2024",
        termes=termes,
        logement=logement,
        etat=etat,
        cree_le=RECU_LE,
        sel="sel de l'avis",
        annee=RECU_LE.year,
        premiere=premiere if recu else None,
        seconde=seconde if relance else None,
        relance_le=RELANCE_LE if relance else None,
    )
    return replace(avis, **changements)


def un_numero(rang: int = 1) -> NumeroUnique:
    """Give the rang-th numéro unique: well formed, in no doubt."""
    return NumeroUnique(f"9740318{rang:06d}10001")


def des_candidatures(
    nombre: int, etat: EtatCandidature = EtatCandidature.ACTIVE
) -> tuple[Candidature, ...]:
    """Give so many candidatures of Le Port, numbered from 1."""
    return tuple(
        Candidature(
            numero=rang,
            numero_unique=un_numero(rang),
            organisation=LE_PORT.id,
            etat=etat,
            instant=RECU_LE,
            sel=f"sel {rang}",
            engagement=engagement(f"sel {rang}", un_numero(rang).valeur),
        )
        for rang in range(1, nombre + 1)
    )


def a_la_reunion(jour: date, heure: int = 0, minute: int = 0) -> datetime:
    """Give the UTC instant of a wall-clock hour in La Réunion."""
    return instant_local(jour, time(heure, minute), REUNION)
