"""From an outbox row and the present state to a message, or to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.presenters import fiches
from bot.presenters.textes_fr import rediger
from core.domain.avis import CLOS, EN_ATTENTE, AvisDeVacance, Etat, suffisance
from core.domain.candidatures import actives
from core.domain.delais import Echeance, cadence, echeance_fr
from core.domain.envois import Envoi, Genre
from core.domain.organisations import Organisation
from core.messages.model import Bloc, Champs, Code, Gravite, Message, Paragraphe
from core.texte import jour_fr, pluriel
from storage.unit_of_work import UniteDeTravail


@dataclass(frozen=True)
class Sujet:
    """What a notice speaks of, read when it is sent: a late notice must not lie."""

    envoi: Envoi
    avis: AvisDeVacance
    candidats: int
    tete: str | None
    maintenant: datetime
    lecteur: Organisation

    @property
    def echeance(self) -> Echeance | None:
        """Give the échéance that the notice is about: the one that a reception fixed, if any."""
        match self.envoi.genre:
            case Genre.AVIS_RECU:
                return self.avis.premiere
            case Genre.RELANCE_RECUE:
                return self.avis.seconde
            case _:
                return self.avis.echeance

    @property
    def pour_bailleur(self) -> bool:
        """Tell whether the reader is the avis's bailleur."""
        return self.lecteur.id == self.avis.bailleur.id


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    if envoi.genre is Genre.SCEAU:
        return _sceau(envoi)
    avis = uow.avis.par_reference(envoi.reference or "")
    if avis is None or envoi.organisation is None and envoi.genre is not Genre.MISE_A_JOUR:
        return None
    lecteur = (
        uow.organisations.par_id(envoi.organisation) if envoi.organisation else avis.reservataire
    )
    tete = uow.journal.tete(avis.reference)
    sujet = Sujet(
        envoi,
        avis,
        len(actives(uow.avis.candidatures(avis.id))),
        tete[1] if tete else None,
        maintenant,
        lecteur,
    )
    if not _encore_utile(sujet):
        return None
    return _PRESENTATIONS[envoi.genre](sujet)


def _encore_utile(sujet: Sujet) -> bool:
    """Tell whether the notice still has a reason: a relance answered meanwhile has none."""
    avis, envoi = sujet.avis, sujet.envoi
    match envoi.genre:
        case Genre.AVIS | Genre.RECTIFICATIF | Genre.RENFORT:
            return avis.etat not in CLOS and avis.tour == envoi.tour
        case Genre.RELANCE:
            return avis.etat is Etat.EN_RELANCE and avis.tour == envoi.tour
        case Genre.RAPPEL:
            echeance = avis.echeance
            return (
                avis.etat in EN_ATTENTE
                and echeance is not None
                and sujet.maintenant < echeance.fin
                and echeance.nature.value == envoi.faits["nature"]
            )
        case Genre.NON_REMIS:
            return avis.etat in EN_ATTENTE and avis.echeance is None
        case Genre.MISE_A_JOUR | Genre.AVIS_RECU:
            return avis.tour == envoi.tour
        case Genre.RELANCE_RECUE:
            return avis.tour == envoi.tour and avis.seconde is not None
        case _:
            return True


def _faits(sujet: Sujet) -> dict[str, Any]:
    """Give what any wording may need."""
    avis = sujet.avis
    choix = cadence(avis.logement, avis.termes)
    relance = avis.etat is Etat.EN_RELANCE or sujet.envoi.genre is Genre.RELANCE
    delai = choix.second if relance else choix.premier
    regle = suffisance(avis, sujet.candidats)
    designe = sujet.envoi.genre is Genre.DESIGNE and regle
    return {
        **sujet.envoi.faits,
        "ref": avis.reference,
        "bailleur": avis.bailleur.nom,
        "reservataire": avis.reservataire.nom,
        "tour": avis.tour,
        "etat": avis.etat.value,
        "minimum": avis.termes.candidats.minimum.valeur,
        "jours": delai.jours,
        "article": regle if designe else delai.article,
        "echeance": echeance_fr(sujet.echeance) if sujet.echeance else "",
        "premiere": echeance_fr(avis.premiere) if avis.premiere else "",
        "nombre": sujet.candidats,
        "pour_bailleur": sujet.pour_bailleur,
        "motif": avis.motif or "",
        "renfort": avis.renfort.nom if avis.renfort else "",
    }


def _avis(sujet: Sujet) -> Message:
    """The avis itself, as sent and as edited later: its state, échéance, dwelling, proof."""
    message = rediger("avis/reservataire_emis", **_faits(sujet))
    if sujet.envoi.genre is Genre.MISE_A_JOUR:
        suivi = fiches.resume_etat(sujet.avis, sujet.candidats, sujet.maintenant)
        sans_date = tuple(ligne for ligne in suivi if not ligne[0].startswith("Échéance"))
        message = replace(message, blocs=(*message.blocs, Champs(sans_date)))
    return _completer(sujet, message, avec_logement=True)


def _mise_a_jour(sujet: Sujet) -> Message:
    """What an avis already shown becomes, for each of its two parties."""
    if not sujet.pour_bailleur:
        return _avis(sujet)
    message = rediger("avis/bailleur_suivi", **_faits(sujet))
    suivi = fiches.resume_etat(sujet.avis, sujet.candidats, sujet.maintenant)
    return _completer(
        sujet, replace(message, blocs=(*message.blocs, Champs(suivi))), avec_logement=True
    )


def _rectificatif(sujet: Sujet) -> Message:
    champs = [nom for nom in sujet.envoi.faits["champs"].split(",") if nom]
    faits = _faits(sujet) | {"champs": fiches.champs_fr(champs)}
    return _completer(sujet, rediger("avis/reservataire_rectifie", **faits), avec_logement=True)


def _relance(sujet: Sujet) -> Message:
    faits = _faits(sujet) | {"deja": pluriel(sujet.candidats, "candidat reçu", "candidats reçus")}
    message = rediger("relance/reservataire_envoyee", **faits)
    return replace(_completer(sujet, message), gravite=Gravite.ALERTE)


def _rappel(sujet: Sujet) -> Message:
    minimum = sujet.avis.termes.candidats.minimum.valeur
    faits = _faits(sujet) | {
        "jours": int(sujet.envoi.faits["jours"]),
        "manquent": max(0, minimum - sujet.candidats),
    }
    return _completer(sujet, rediger("relance/reservataire_rappel", **faits), preuve=False)


def _retire(sujet: Sujet) -> Message:
    faits = _faits(sujet) | {"motif": sujet.avis.motif_retrait or ""}
    return _completer(sujet, rediger("avis/reservataire_retire", **faits))


def _ouverture(sujet: Sujet) -> Message:
    message = rediger("avis/bailleur_ouvert", **_faits(sujet))
    return _completer(sujet, message)


def _renfort(sujet: Sujet) -> Message:
    message = rediger("avis/renfort_ouvert", **_faits(sujet))
    return _completer(sujet, message, avec_logement=True)


def _tardifs(sujet: Sujet) -> Message:
    faits = _faits(sujet) | {"nombre": sujet.envoi.faits["nombre"]}
    return _completer(sujet, rediger("candidats/bailleur_tardifs", **faits))


def _tardifs_acceptes(sujet: Sujet) -> Message:
    faits = _faits(sujet) | {"nombre": int(sujet.envoi.faits["nombre"])}
    return _completer(sujet, rediger("candidats/reservataire_acceptes", **faits))


def _selon(modele: str, gravite: Gravite = Gravite.INFO) -> Callable[[Sujet], Message]:
    """Make a presenter whose template needs only the common facts."""

    def presenter_ainsi(sujet: Sujet) -> Message:
        message = rediger(modele, **_faits(sujet))
        return replace(_completer(sujet, message), gravite=gravite)

    return presenter_ainsi


def _completer(
    sujet: Sujet, message: Message, *, avec_logement: bool = False, preuve: bool = True
) -> Message:
    """Add what every notice ends with: explanation, dwelling, head of the chain, buttons."""
    avis = sujet.avis
    blocs: list[Bloc] = list(message.blocs)
    if sujet.echeance and sujet.envoi.genre in _EXPLIQUES:
        blocs += [fiches.explication(sujet.echeance), *fiches.autres_lectures(sujet.echeance)]
    if avec_logement:
        blocs.append(fiches.logement(avis))
    if sujet.envoi.doublon:
        blocs.append(Paragraphe("Ce message vous est peut-être déjà parvenu : c'est le même."))
    blocs += fiches.tete(sujet.tete) if preuve else ()
    boutons = () if sujet.envoi.genre in _ALERTES else fiches.boutons(avis, sujet.lecteur)
    return replace(message, blocs=tuple(blocs), boutons=boutons)


def _sceau(envoi: Envoi) -> Message:
    jour = jour_fr(date.fromisoformat(envoi.faits["jour"]))
    message = rediger("journal/parties_sceau", jour=jour, dossiers=int(envoi.faits["dossiers"]))
    return replace(message, blocs=(*message.blocs, Code(f"sceau {envoi.faits['empreinte']}")))


_ALERTES = frozenset({Genre.NON_REMIS, Genre.HORS_TERME})
"""Also read by administrateurs, who are no party: no button."""

_EXPLIQUES = frozenset(
    {Genre.AVIS, Genre.MISE_A_JOUR, Genre.AVIS_RECU, Genre.RELANCE_RECUE, Genre.RENFORT}
)

_PRESENTATIONS: Mapping[Genre, Callable[[Sujet], Message]] = {
    Genre.AVIS: _avis,
    Genre.MISE_A_JOUR: _mise_a_jour,
    Genre.RECTIFICATIF: _rectificatif,
    Genre.RELANCE: _relance,
    Genre.RAPPEL: _rappel,
    Genre.AVIS_RECU: _selon("avis/bailleur_recu"),
    Genre.RELANCE_RECUE: _selon("relance/bailleur_recue"),
    Genre.NON_REMIS: _selon("alerte/bailleur_non_remis", Gravite.ALERTE),
    Genre.CANDIDATS: _selon("candidats/bailleur_recus"),
    Genre.DESIGNE: _selon("candidats/bailleur_designe", Gravite.SUCCES),
    Genre.INCOMPLET: _selon("candidats/parties_incomplet", Gravite.ALERTE),
    Genre.REPUTE_TENU: _selon("candidats/parties_repute_tenu", Gravite.ALERTE),
    Genre.TARDIFS: _tardifs,
    Genre.TARDIFS_ACCEPTES: _tardifs_acceptes,
    Genre.RETIRE: _retire,
    Genre.RENDU: _selon("avis/bailleur_rendu"),
    Genre.OUVERTURE: _ouverture,
    Genre.RENFORT: _renfort,
    Genre.COMPLETE: _selon("candidats/reservataire_complete"),
    Genre.HORS_TERME: _selon("alerte/bailleur_hors_terme", Gravite.ALERTE),
}
