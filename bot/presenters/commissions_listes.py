"""The meetings of a commission: the next ones, the limit, the last ones held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.presenters.commissions import bouton
from core.domain.calendrier import jour_local
from core.domain.calendrier_commissions import prochaine
from core.domain.commissions import A_VENIR, Commission, EtatCommission
from core.domain.convention import Convention
from core.domain.organisations import Nature, Organisation
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Message, Paragraphe
from core.texte import instant_fr, jour_long_fr, pluriel
from core.usecases.commissions_calendrier import limite
from core.usecases.commissions_seance import regles_de
from storage.unit_of_work import UniteDeTravail

PASSEES_MAX = 6
"""Meetings of the past shown: a year of them in Loire-Atlantique."""
NOUVELLE = Bouton("Fixer une séance", "commission", {"action": "nouvelle"})


def liste(
    uow: UniteDeTravail, convention: Convention, lecteur: Organisation, maintenant: datetime
) -> Message:
    """List the meetings of a convention, and say by when the next one is held."""
    toutes = uow.commissions.de_la_convention(convention.id)
    a_venir = [une for une in toutes if une.etat in A_VENIR | {EtatCommission.EN_SEANCE}]
    passees = [une for une in reversed(toutes) if une.etat is EtatCommission.CLOSE]
    nom = regles_de(convention).nom.capitalize()
    combien = f"{pluriel(len(a_venir), 'séance')} à venir" if a_venir else "aucune séance à venir"
    titre = f"{nom} : {combien}"
    blocs: list[Bloc] = [Paragraphe(_suite(uow, convention, toutes, lecteur, maintenant))]
    if len(a_venir) > 1:
        blocs += _section("À venir", a_venir, convention.zone, PASSEES_MAX)
    blocs += _section("Dernières séances", passees, convention.zone, PASSEES_MAX)
    fixer = (NOUVELLE,) if lecteur.nature is Nature.ETAT else ()
    voir = tuple(bouton(f"Voir {une.reference}", une.reference) for une in a_venir[:2])
    return Message(titre, tuple(blocs), (*fixer, *voir))


def ligne(une: Commission, zone: str) -> str:
    """Sum a meeting up: reference, when, state."""
    heure = instant_fr(une.seance, zone).partition(" ")[2]
    quand = f"{jour_long_fr(jour_local(une.seance, zone))} {heure}"
    return f"{une.reference} · {quand} · {une.etat}"


def _suite(
    uow: UniteDeTravail,
    convention: Convention,
    toutes: Sequence[Commission],
    lecteur: Organisation,
    maintenant: datetime,
) -> str:
    regles = regles_de(convention)
    mois, article = regles.intervalle_mois.valeur, regles.intervalle_mois.article
    regle = f"La commission se réunit au moins tous les {mois} mois ({article})."
    suivante = prochaine(toutes, maintenant, convention.zone)
    if suivante:
        return f"{regle} Prochaine séance : {ligne(suivante, convention.zone)}."
    autorite = lecteur if lecteur.nature is Nature.ETAT else _autorite(toutes)
    if autorite is None:
        return f"{regle} Aucune date n'est fixée : c'est le service de l'État qui la fixe."
    le = jour_long_fr(limite(uow, convention, autorite, maintenant))
    comment = " Pour la fixer : /commission nouvelle" if autorite.id == lecteur.id else ""
    return f"{regle} Aucune date n'est fixée : la prochaine est due au plus tard le {le}.{comment}"


def _autorite(toutes: Sequence[Commission]) -> Organisation | None:
    return toutes[-1].autorite if toutes else None


def _section(titre: str, seances: Sequence[Commission], zone: str, maximum: int) -> list[Bloc]:
    if not seances:
        return []
    lignes = tuple(ligne(une, zone) for une in seances)
    return [Paragraphe(f"{titre} :"), decouper_liste(lignes, maximum)]
