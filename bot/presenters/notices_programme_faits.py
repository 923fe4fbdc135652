"""What the notices about a new programme speak of; never a numéro unique."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.presenters.programmes_dates import reunion_fr
from bot.presenters.programmes_fiches import dans_fr
from core.domain.calendrier import jour_local
from core.domain.convention import ModeReception
from core.domain.envois import Envoi
from core.domain.organisations import Organisation
from core.domain.programmes import LogementNeuf, Objet, Programme, Retour, SuiteRetour
from core.domain.programmes_candidats import CandidatProgramme, manquent, ouverts, presents
from core.domain.programmes_dates import (
    bref,
    jour_de_la_concertation,
    jour_de_la_notice,
    liste_attendue,
    recue_le,
    retard_de_la_notice,
)
from core.texte import instant_fr, jour_fr, jour_long_fr, liste_fr
from core.usecases.programmes_rendre import LIBELLES_REPLI


@dataclass(frozen=True)
class SujetProgramme:
    """A notice and its programme as they are when it is sent: a late notice must not lie."""

    envoi: Envoi
    programme: Programme
    candidats: tuple[CandidatProgramme, ...]
    lecteur: Organisation
    maintenant: datetime
    tete: str | None

    @property
    def pour_bailleur(self) -> bool:
        """Tell whether the reader is the programme's bailleur."""
        return self.lecteur.id == self.programme.bailleur.id

    @property
    def aujourdhui(self) -> date:
        """Give the civil day in the programme's zone."""
        return jour_local(self.maintenant, self.programme.zone)

    @property
    def a_accuser(self) -> bool:
        """Tell whether only a person's acknowledgement will prove the reception."""
        accuse = self.programme.contenu.cadre.reception is ModeReception.ACCUSE
        return accuse or self.envoi.destination.par_courriel

    @property
    def quoi(self) -> str:
        """Give which wording this is."""
        return self.envoi.faits["quoi"]

    @property
    def concerne(self) -> Organisation | None:
        """Give the réservataire that the notice is about: the one named, else the reader's own."""
        objet = self.envoi.faits.get("objet", "")
        if self.quoi in _SUR_UN_LOGEMENT:
            un = self.logement
            numero = un.reservataire if un else None
            return self.programme.reservataire(numero) if numero is not None else None
        if self.candidat:
            return self.programme.reservataire(self.candidat.organisation)
        numero = int(objet) if objet else self.lecteur.id
        return next((une for une in self.programme.reservataires if une.id == numero), None)

    @property
    def retour_ouvert(self) -> Retour | None:
        """Give the return that the notice is about, while it runs."""
        faits, retours = self.envoi.faits, self.programme.contenu.retours
        if self.quoi in ("retour", "retour_recu"):
            siens = [un for un in retours if un.rang == self.envoi.tour]
        else:
            siens = [un for un in retours if str(un.logement) == faits.get("objet")]
        return next((un for un in siens if un.suite is SuiteRetour.EN_COURS), None)

    @property
    def logement(self) -> LogementNeuf | None:
        """Give the dwelling that the notice is about, if it is about one."""
        if self.quoi == "rendu":
            return self.programme.logement(int(self.envoi.faits["numero"]))
        if self.quoi in _SUR_UN_LOGEMENT and self.retour_ouvert:
            return self.programme.logement(self.retour_ouvert.logement)
        return None

    @property
    def candidat(self) -> CandidatProgramme | None:
        """Give the candidate that the notice is about, if it is about one."""
        if self.quoi not in _SUR_UN_CANDIDAT:
            return None
        numero = int(self.envoi.faits["numero"])
        return next((un for un in self.candidats if un.numero == numero), None)


_SUR_UN_LOGEMENT = frozenset(
    {"rendu", "retour", "retour_recu", "rappel_complement", "rappel_accuse_retour"}
)
_SUR_UN_CANDIDAT = frozenset({"echec", "retenu", "candidat_retire"})


def faits_de(sujet: SujetProgramme) -> dict[str, Any]:
    """Give what any wording may need."""
    programme = sujet.programme
    operation, regles = programme.contenu.operation, programme.regles
    derogation = programme.contenu.derogation
    return {
        "ref": programme.reference,
        "residence": operation.residence,
        "commune": operation.commune,
        "bailleur": programme.bailleur.nom,
        "pour_bailleur": sujet.pour_bailleur,
        "par_courriel": sujet.envoi.destination.par_courriel,
        "livraison": jour_fr(programme.livraison),
        "avant": _jour(sujet.envoi.faits.get("avant")),
        "livraison_dans": dans_fr(programme.livraison, sujet.aujourdhui),
        "livre_le": jour_fr(programme.contenu.livre_le) if programme.contenu.livre_le else "",
        "motif_abandon": programme.contenu.motif.rstrip("."),
        "nombre": int(sujet.envoi.faits.get("nombre", "0")),
        "reunion": reunion_fr(programme),
        "cadre": regles.concertation.cadre.valeur,
        "article_cadre": bref(regles.concertation.cadre.article),
        "derogation": derogation,
        "demandee_le": jour_fr(derogation.demandee_le) if derogation else "",
        **_dates(sujet),
        **_liste(sujet),
        **_du_logement(sujet),
        **_du_candidat(sujet),
    }


def _jour(brut: str | None) -> str:
    return jour_fr(date.fromisoformat(brut)) if brut else ""


def _dates(sujet: SujetProgramme) -> dict[str, Any]:
    programme, regles = sujet.programme, sujet.programme.regles
    notice = jour_de_la_notice(programme)
    concertation = jour_de_la_concertation(programme)
    return {
        "notice_le": jour_long_fr(notice),
        "notice_dans": dans_fr(notice, sujet.aujourdhui),
        "notice_passee": notice < sujet.aujourdhui,
        "retard": retard_de_la_notice(programme, sujet.aujourdhui),
        "article_notice": bref(regles.notice_mois.article),
        "concertation_le": jour_long_fr(concertation),
        "concertation_retard": max(0, (sujet.aujourdhui - concertation).days),
        "concertation_dans": dans_fr(concertation, sujet.aujourdhui),
        "article_concertation": bref(regles.concertation.mois.article),
        "livraison_passee": programme.livraison < sujet.aujourdhui,
    }


def _liste(sujet: SujetProgramme) -> dict[str, Any]:
    """Give the list that a réservataire owes, and whether its notice was received."""
    programme, concerne = sujet.programme, sujet.concerne
    if concerne is None:
        return {"reservataire": ""}
    attendue = liste_attendue(programme, concerne.id)
    notice = programme.derniere_notice(concerne.id)
    recue = recue_le(programme, notice) if notice else None
    return {
        "reservataire": concerne.nom,
        "siens": len(programme.logements_de(concerne.id)),
        "ouverts": liste_fr(f"n° {un}" for un in ouverts(programme, concerne.id)),
        "a_examiner": len(presents(sujet.candidats, concerne.id)),
        "liste_jours": programme.regles.liste.nombre.valeur,
        "manque": manquent(programme, sujet.candidats, concerne.id),
        "liste_le": jour_long_fr(attendue.jour) if attendue.jour else "",
        "liste_dans": dans_fr(attendue.jour, sujet.aujourdhui) if attendue.jour else "",
        "liste_pourquoi": attendue.pourquoi,
        "liste_autre": attendue.autre,
        "article_liste": bref(attendue.article),
        "recue_le": instant_fr(recue, programme.zone) if recue else "",
        "remise_le": instant_fr(notice.le, programme.zone) if notice else "",
        "a_accuser": recue is None and sujet.a_accuser,
    }


def _du_logement(sujet: SujetProgramme) -> dict[str, Any]:
    regles, un, retour = sujet.programme.regles, sujet.logement, sujet.retour_ouvert
    complement = regles.complement_jours
    recu = retour and sujet.programme.reception(Objet.RETOUR, retour.rang, retour.organisation)
    return {
        "logement": un.numero if un else 0,
        "repli": LIBELLES_REPLI[regles.repli.valeur],
        "article_repli": bref(regles.repli.article),
        "jours": complement.valeur if complement else 0,
        "article_complement": bref((complement or regles.repli).article),
        "retour_candidat": retour.candidat if retour else None,
        "retour_le": instant_fr(retour.le, sujet.programme.zone) if retour else "",
        "retour_recu": bool(recu),
        "retour_fin": jour_long_fr(retour.dernier_jour) if retour and retour.dernier_jour else "",
        "retour_dans": dans_fr(retour.dernier_jour, sujet.aujourdhui)
        if retour and retour.dernier_jour
        else "",
    }


def _du_candidat(sujet: SujetProgramme) -> dict[str, Any]:
    un = sujet.candidat
    if un is None:
        retour = sujet.retour_ouvert
        numero = retour.candidat if retour else None
        un = next((autre for autre in sujet.candidats if autre.numero == numero), None)
    return {
        "candidat": un.numero if un else 0,
        "candidat_logement": un.logement if un else None,
        "motif": un.motif.rstrip(".") if un else "",
    }
