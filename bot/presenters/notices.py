"""From an outbox row and the present state to a message, or to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.presenters import (
    candidats,
    fiches,
    notices_commission,
    notices_courriel,
    notices_personnes,
    notices_prioritaire,
    notices_programme,
    notices_suites,
)
from bot.presenters.adresses import BOUTONS_MAX, REFERENCE, avec_la_page
from bot.presenters.demarches import LIBELLES
from bot.presenters.sujet import Sujet, completer, faits_de
from bot.presenters.textes_fr import rediger
from core.domain.avis import CLOS, EN_ATTENTE, PERMIS, Etat
from core.domain.envois import Envoi, Genre
from core.messages.model import Bouton, Champs, Code, Gravite, Message
from core.texte import jour_fr, pluriel
from storage.unit_of_work import UniteDeTravail


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    if envoi.genre in _SANS_AVIS:
        return _SANS_AVIS[envoi.genre](uow, envoi, maintenant)
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
        tuple(uow.avis.candidatures(avis.id)),
        tete[1] if tete else None,
        maintenant,
        lecteur,
        notices_courriel.attend_l_accuse(uow, envoi, avis),
    )
    if not _encore_utile(sujet):
        return None
    message = _PRESENTATIONS[envoi.genre](sujet)
    if envoi.destination.par_courriel:
        return _avec_la_demarche(sujet, message)
    if envoi.genre not in _DES_CANDIDATS:
        return message
    return avec_la_page(message, avis.reference, uow.liens)


def _avec_la_demarche(sujet: Sujet, message: Message) -> Message:
    """Put first, in a mail, the button of what the text names and the others type."""
    nom = _DEMARCHES.get(sujet.envoi.genre)
    if nom is None or nom in {un.commande for un in message.boutons}:
        return message
    if nom == "numeros" and not sujet.candidats:
        return message
    if nom == "reponse" and not _peut_noter_une_reponse(sujet):
        return message
    bouton = Bouton(LIBELLES[nom], nom, {REFERENCE: sujet.avis.reference})
    return replace(message, boutons=(bouton, *message.boutons)[:BOUTONS_MAX])


def _peut_noter_une_reponse(sujet: Sujet) -> bool:
    return sujet.pour_bailleur and sujet.avis.etat in PERMIS["noter une réponse"]


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
            en_attente = avis.etat in EN_ATTENTE and avis.echeance is None
            return en_attente or envoi.faits.get("objet") in ("suite", "motif")
        case Genre.MISE_A_JOUR | Genre.AVIS_RECU:
            return avis.tour == envoi.tour
        case genre if genre in notices_suites.PRESENTATIONS:
            return notices_suites.encore_utile(sujet)
        case genre if genre in notices_courriel.PRESENTATIONS:
            return notices_courriel.encore_utile(sujet)
        case Genre.RELANCE_RECUE:
            return avis.tour == envoi.tour and avis.seconde is not None
        case _:
            return True


def _avis(sujet: Sujet) -> Message:
    """The avis itself, as sent and as edited later: its state, échéance, dwelling, proof."""
    message = rediger("avis/reservataire_emis", **faits_de(sujet))
    if sujet.envoi.genre is Genre.MISE_A_JOUR:
        suivi = fiches.resume_etat(sujet.avis, sujet.liste, sujet.lecteur, sujet.maintenant)
        sans_date = tuple(ligne for ligne in suivi if not ligne[0].startswith("Échéance"))
        message = replace(message, blocs=(*message.blocs, Champs(sans_date)))
    return completer(sujet, message, avec_logement=True)


def _mise_a_jour(sujet: Sujet) -> Message:
    """What an avis already shown becomes, for each of its two parties."""
    if not sujet.pour_bailleur:
        return _avis(sujet)
    message = rediger("avis/bailleur_suivi", **faits_de(sujet))
    suivi = fiches.resume_etat(sujet.avis, sujet.liste, sujet.lecteur, sujet.maintenant)
    return completer(
        sujet, replace(message, blocs=(*message.blocs, Champs(suivi))), avec_logement=True
    )


def _rectificatif(sujet: Sujet) -> Message:
    champs = [nom for nom in sujet.envoi.faits["champs"].split(",") if nom]
    faits = faits_de(sujet) | {"champs": fiches.champs_fr(champs)}
    return completer(sujet, rediger("avis/reservataire_rectifie", **faits), avec_logement=True)


def _relance(sujet: Sujet) -> Message:
    faits = faits_de(sujet) | {"deja": pluriel(sujet.candidats, "candidat reçu", "candidats reçus")}
    message = rediger("relance/reservataire_envoyee", **faits)
    return replace(completer(sujet, message), gravite=Gravite.ALERTE)


def _rappel(sujet: Sujet) -> Message:
    minimum = sujet.avis.termes.candidats.minimum.valeur
    assert sujet.echeance
    faits = faits_de(sujet) | {
        "jours": sujet.jours_avant(sujet.echeance),
        "manquent": max(0, minimum - sujet.candidats),
    }
    return completer(sujet, rediger("relance/reservataire_rappel", **faits), preuve=False)


def _retire(sujet: Sujet) -> Message:
    faits = faits_de(sujet) | {"motif": sujet.avis.motif_retrait or ""}
    return completer(sujet, rediger("avis/reservataire_retire", **faits))


def _ouverture(sujet: Sujet) -> Message:
    message = rediger("avis/bailleur_ouvert", **faits_de(sujet))
    return completer(sujet, message)


def _renfort(sujet: Sujet) -> Message:
    message = rediger("avis/renfort_ouvert", **faits_de(sujet))
    return completer(sujet, message, avec_logement=True)


def _tardifs(sujet: Sujet) -> Message:
    faits = faits_de(sujet) | {"nombre": sujet.envoi.faits["nombre"]}
    return completer(sujet, rediger("candidats/bailleur_tardifs", **faits))


def _tardifs_acceptes(sujet: Sujet) -> Message:
    faits = faits_de(sujet) | {"nombre": int(sujet.envoi.faits["nombre"])}
    return completer(sujet, rediger("candidats/reservataire_acceptes", **faits))


def _non_remis(sujet: Sujet) -> Message:
    """What reached nobody; a reason that the CALEOL did not get is handed over to the bailleur."""
    faits = {"a_remettre": "", **faits_de(sujet)}
    message = completer(sujet, rediger("alerte/bailleur_non_remis", **faits))
    if faits["a_remettre"]:
        texte = candidats.texte_pour_la_caleol(sujet.avis, sujet.candidats)
        message = replace(message, blocs=(*message.blocs, Code(texte)))
    return replace(message, gravite=Gravite.ALERTE)


def _selon(modele: str, gravite: Gravite = Gravite.INFO) -> Callable[[Sujet], Message]:
    """Make a presenter whose template needs only the common facts."""

    def presenter_ainsi(sujet: Sujet) -> Message:
        message = rediger(modele, **faits_de(sujet))
        return replace(completer(sujet, message), gravite=gravite)

    return presenter_ainsi


def _sceau(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message:
    jour = jour_fr(date.fromisoformat(envoi.faits["jour"]))
    faits = {"jour": jour, "dossiers": int(envoi.faits["dossiers"])}
    lieu = {"par_courriel": envoi.destination.par_courriel}
    message = rediger("journal/parties_sceau", **faits, **lieu)
    return replace(message, blocs=(*message.blocs, Code(f"sceau {envoi.faits['empreinte']}")))


def _droit(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message:
    """A right retained, which goes with no avis."""
    nombres = {nom: int(envoi.faits[nom] or 0) for nom in ("part", "avant")}
    lieu = {"par_courriel": envoi.destination.par_courriel}
    message = rediger("flux/reservataire_droit", **{**envoi.faits, **nombres, **lieu})
    suivre = {"annee": envoi.faits["annee"], "bailleur": envoi.faits["bailleur"]}
    return replace(message, boutons=(Bouton("Suivre ce flux", "flux", suivre),))


_PRESENTATIONS: Mapping[Genre, Callable[[Sujet], Message]] = {
    Genre.AVIS: _avis,
    Genre.MISE_A_JOUR: _mise_a_jour,
    Genre.RECTIFICATIF: _rectificatif,
    Genre.RELANCE: _relance,
    Genre.RAPPEL: _rappel,
    Genre.AVIS_RECU: _selon("avis/bailleur_recu"),
    Genre.RELANCE_RECUE: _selon("relance/bailleur_recue"),
    Genre.NON_REMIS: _non_remis,
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
    Genre.REPRISE: _selon("avis/parties_reprise"),
    Genre.COMPLETE: _selon("candidats/reservataire_complete"),
    **notices_suites.PRESENTATIONS,
    **notices_courriel.PRESENTATIONS,
    Genre.HORS_TERME: _selon("alerte/bailleur_hors_terme", Gravite.ALERTE),
}

_DES_CANDIDATS = frozenset({Genre.DESIGNE, Genre.CANDIDATS})
"""The notices that lead to names and contact details; by e-mail, every button is a page."""

_DEMARCHES: Mapping[Genre, str] = {
    Genre.CANDIDATS: "numeros",
    Genre.TARDIFS: "accepter",
    Genre.REPUTE_TENU: "preuve",
    Genre.REPONSE_MENAGE: "reponse",
}
"""What a mail leads to beside the buttons of the avis's state."""

_SANS_AVIS: Mapping[Genre, Callable[[UniteDeTravail, Envoi, datetime], Message | None]] = {
    Genre.SCEAU: _sceau,
    Genre.DROIT: _droit,
    Genre.PROGRAMME: notices_programme.presenter,
    Genre.PRIORITAIRE: notices_prioritaire.presenter,
    Genre.COMMISSION: notices_commission.presenter,
    **notices_personnes.PRESENTATIONS,
}
"""The notices that go with no avis."""
