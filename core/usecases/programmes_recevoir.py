"""A notice or a return was received: the only way a délai of a programme starts (§6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.convention import ModeReception
from core.domain.envois import Envoi, Genre, NatureReception, Sent
from core.domain.organisations import Destination, Organisation
from core.domain.programmes import (
    EN_COURS,
    Notice,
    Objet,
    Programme,
    ReceptionProgramme,
    Retour,
    SuiteRetour,
)
from core.domain.programmes_dates import fin_du_complement, liste_attendue
from core.errors import Interdit, TransitionImpossible
from core.ports import UnitOfWork
from core.texte import instant_fr, jour_fr
from core.usecases.dossier import Acteur
from core.usecases.programmes_charger import charger
from core.usecases.programmes_commun import dire, enregistrer
from core.usecases.registre import Fait, consigner

RECUS = {un.value: un for un in Objet}
"""The wordings whose reception is proved, and what they hold."""


def noter_envoi(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, preuve: Sent) -> None:
    """Draw the consequence of a platform's acceptance at `maintenant`.

    On chat it is the reception (chosen, a setting of the convention); by e-mail it proves only
    the sending: nothing runs until a person acknowledges it.
    """
    objet = RECUS.get(envoi.faits.get("quoi", ""))
    if envoi.genre is not Genre.PROGRAMME or objet is None or envoi.organisation is None:
        return
    programme = uow.programmes.par_reference(envoi.reference or "", verrou=True)
    if programme is None or programme.part_de(envoi.organisation) is None:
        return
    reception = ReceptionProgramme(
        objet,
        envoi.tour,
        envoi.organisation,
        maintenant,
        envoi.destination.plateforme,
        preuve.message,
        NatureReception.PLATEFORME,
    )
    acteur = Acteur("fluxbot", envoi.destination.plateforme)
    accuse = programme.contenu.cadre.reception is ModeReception.ACCUSE
    if accuse or envoi.destination.par_courriel:
        _noter_remise(uow, programme, reception, acteur)
    else:
        recevoir(uow, programme, reception, acteur)


def recevoir(
    uow: UnitOfWork, programme: Programme, reception: ReceptionProgramme, acteur: Acteur
) -> Programme:
    """Keep a proof; the first one starts what runs from it, and tells the bailleur."""
    deja = programme.reception(reception.objet, reception.rang, reception.organisation)
    programme = programme.avec(receptions=(*programme.contenu.receptions, reception))
    if deja or programme.etat not in EN_COURS:
        uow.programmes.enregistrer(programme)
        return programme
    details = _details(programme, reception)
    article = programme.regles.notice_mois.article
    if reception.objet is Objet.RETOUR:
        programme = _ouvrir_le_complement(programme, reception)
        article = (programme.regles.complement_jours or programme.regles.repli).article
    else:
        details |= _fin_de_la_liste(programme, reception)
    action = "retour reçu" if reception.objet is Objet.RETOUR else "notice reçue"
    fait = Fait(action, article, lecture=reception.nature.value, details=details)
    programme = enregistrer(uow, programme, fait, acteur, reception.instant)
    faits = {"tour": str(reception.rang), "objet": str(reception.organisation)}
    quoi = f"{reception.objet}_recu"
    dire(uow, reception.instant, programme, quoi, (programme.bailleur,), faits)
    return programme


def accuser(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
    depuis: Destination,
    message: str,
) -> Programme:
    """Record that a person of a réservataire acknowledges its notice, and the returns that wait.

    Raises TransitionImpossible when nothing waits, Interdit for the bailleur.
    """
    programme = charger(uow, reference, organisation, maintenant)
    if programme.part_de(organisation.id) is None:
        raise Interdit(f"{reference} : l'accusé de réception revient aux réservataires.")
    attendus = a_recevoir(programme, organisation)
    if not attendus or programme.etat not in EN_COURS:
        raise TransitionImpossible(
            f"{reference} est « {programme.etat} » : rien n'attend d'accusé de réception. "
            f"Voir : /programme {reference}"
        )
    return _recevoir_tout(
        uow, maintenant, acteur, programme, organisation, depuis, message, NatureReception.ACCUSE
    )


def recevoir_par_reponse(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    programme: Programme,
    organisation: Organisation,
    depuis: Destination,
    message: str,
) -> Programme:
    """Answering proves the reception: a réservataire named candidates (domain §3)."""
    nature = NatureReception.DESIGNATION
    return _recevoir_tout(uow, maintenant, acteur, programme, organisation, depuis, message, nature)


def a_recevoir(programme: Programme, organisation: Organisation) -> list[Notice | Retour]:
    """Give what a réservataire was sent and that nothing proves received."""
    attendus: list[Notice | Retour] = []
    notice = programme.derniere_notice(organisation.id)
    if notice and not programme.reception(Objet.NOTICE, notice.rang, organisation.id):
        attendus.append(notice)
    attendus += [
        un
        for un in programme.contenu.retours
        if un.organisation == organisation.id
        and un.recu_le is None
        and un.suite is SuiteRetour.EN_COURS
    ]
    return attendus


def _recevoir_tout(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    programme: Programme,
    organisation: Organisation,
    depuis: Destination,
    message: str,
    nature: NatureReception,
) -> Programme:
    for un in a_recevoir(programme, organisation):
        objet = Objet.NOTICE if isinstance(un, Notice) else Objet.RETOUR
        reception = ReceptionProgramme(
            objet, un.rang, organisation.id, maintenant, depuis.plateforme, message, nature
        )
        programme = recevoir(uow, programme, reception, acteur)
    return programme


def _ouvrir_le_complement(programme: Programme, reception: ReceptionProgramme) -> Programme:
    for un in programme.contenu.retours:
        if un.rang == reception.rang and un.suite is SuiteRetour.EN_COURS:
            dernier = fin_du_complement(programme, reception.instant)
            recu = replace(un, recu_le=reception.instant, dernier_jour=dernier)
            return programme.avec_retour(recu)
    return programme


def _fin_de_la_liste(programme: Programme, reception: ReceptionProgramme) -> dict[str, str]:
    attendue = liste_attendue(programme, reception.organisation)
    if attendue.jour is None:
        return {"candidats": attendue.pourquoi}
    fin = {"candidats jusqu'au": jour_fr(attendue.jour)}
    return fin | ({"autre lecture": attendue.autre} if attendue.autre else {})


def _details(programme: Programme, reception: ReceptionProgramme) -> dict[str, str]:
    return {
        "par": programme.reservataire(reception.organisation).nom,
        "message": reception.message,
        "reçu le": instant_fr(reception.instant, programme.zone),
        "rang": str(reception.rang),
    }


def _noter_remise(
    uow: UnitOfWork, programme: Programme, reception: ReceptionProgramme, acteur: Acteur
) -> None:
    """Record the sending: nothing runs from it."""
    fait = Fait(
        f"{reception.objet} remis, à accuser",
        programme.regles.notice_mois.article,
        programme.etat.value,
        programme.etat.value,
        "aucun délai ne court",
        {"par": acteur.plateforme, "message": reception.message},
    )
    consigner(uow, programme.reference, fait, acteur, reception.instant)
