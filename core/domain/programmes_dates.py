"""The dates of a new programme: all hang on its delivery, or on a proved reception (§6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.domain.calendrier import ajouter_mois, fin_de_jour, jour_local
from core.domain.programmes import Notice, Objet, Particularite, Programme
from core.domain.regles_programmes import Depart
from core.texte import jour_fr, pluriel


@dataclass(frozen=True)
class Attendu:
    """A date and its source. `jour` None: nothing runs yet, `pourquoi` says why.

    `autre`: what another reading would give, in one phrase; it does not act.
    """

    jour: date | None
    article: str
    pourquoi: str = ""
    autre: str = ""


def bref(article: str) -> str:
    """Give an article without the comment that may follow it: « LA 4.2.2 (muet) »."""
    return article.partition(" (")[0]


def jour_de_la_notice(programme: Programme) -> date:
    """Give the last day of the notice."""
    return ajouter_mois(programme.livraison, -programme.regles.notice_mois.valeur)


def retard_de_la_notice(programme: Programme, jour: date) -> int:
    """Count the days by which a notice sent on `jour` is late, 0 when it is not."""
    return max(0, (jour - jour_de_la_notice(programme)).days)


def jour_de_la_concertation(programme: Programme) -> date:
    """Give the day by which the réservataires should have met."""
    return ajouter_mois(programme.livraison, -programme.regles.concertation.mois.valeur)


def raisons_de_la_concertation(programme: Programme) -> tuple[str, ...]:
    """Say why the réservataires have to meet; nothing when the convention calls for no meeting."""
    regle = programme.regles.concertation
    if regle.seuil is None:
        return ("toute opération",)
    raisons = []
    if len(programme.logements) > regle.seuil.valeur:
        raisons.append(f"plus de {pluriel(regle.seuil.valeur, 'logement')}")
    codes = {un.value for un in programme.contenu.operation.particularites}
    if programme.contenu.operation.qpv or Particularite.FRANGE in codes:
        codes.add("qpv")
    enjeux = regle.enjeux.valeur if regle.enjeux else ()
    return (*raisons, *(LIBELLES_ENJEUX.get(un, un) for un in enjeux if un in codes))


LIBELLES_ENJEUX = {
    "qpv": "en QPV ou en frange",
    "inclusif": "habitat inclusif",
    "participatif": "habitat participatif",
    "gens_du_voyage": "ancrage des gens du voyage",
}
"""What calls for a meeting, by code of a convention."""


def liste_attendue(programme: Programme, organisation: int) -> Attendu:
    """Give the day by which a réservataire names its candidates."""
    regle = programme.regles.liste
    if regle.depart.valeur is Depart.LIVRAISON:
        return _avant_la_livraison(programme, organisation)
    return _depuis_la_reception(programme, organisation)


def nommante(programme: Programme, organisation: int) -> Notice | None:
    """Give the notice that names the réservataire's present dwellings: the first received, else.

    Else the last sent.
    """
    siens = {un.numero for un in programme.logements_de(organisation)}
    if not siens:
        return None
    notices = [
        une
        for une in programme.contenu.notices
        if une.organisation == organisation and set(une.logements) == siens
    ]
    recues = [une for une in notices if recue_le(programme, une)]
    return next(iter(recues), notices[-1] if notices else None)


def recue_le(programme: Programme, notice: Notice) -> datetime | None:
    """Give the UTC instant of the proved reception of a notice."""
    preuve = programme.reception(Objet.NOTICE, notice.rang, notice.organisation)
    return preuve.instant if preuve else None


def _avant_la_livraison(programme: Programme, organisation: int) -> Attendu:
    nombre = programme.regles.liste.nombre
    jour = ajouter_mois(programme.livraison, -nombre.valeur)
    ecart = jour - jour_de_la_notice(programme)
    notice = nommante(programme, organisation)
    recue = recue_le(programme, notice) if notice else None
    autre = ""
    if recue:
        decale = jour_local(recue, programme.zone) + ecart
        if decale > jour:
            autre = (
                f"{jour_fr(decale)}, si la notice reçue en retard décalait d'autant la liste "
                "(la convention ne le dit pas)"
            )
    pourquoi = f"{nombre.valeur} mois avant la livraison"
    return Attendu(jour, nombre.article, pourquoi, autre)


def _depuis_la_reception(programme: Programme, organisation: int) -> Attendu:
    nombre = programme.regles.liste.nombre
    delai = timedelta(days=nombre.valeur)
    notice = nommante(programme, organisation)
    autre = _lecture_litterale(programme, organisation, notice, delai)
    if notice is None:
        pourquoi = (
            f"{pluriel(nombre.valeur, 'jour')} à compter de la réception d'une notice qui nomme "
            "les logements ; avant, la notice informe"
        )
        return Attendu(None, nombre.article, pourquoi, autre)
    recue = recue_le(programme, notice)
    if recue is None:
        return Attendu(None, nombre.article, "notice pas encore reçue : rien ne court", autre)
    jour = jour_local(recue, programme.zone)
    pourquoi = f"{pluriel(nombre.valeur, 'jour')} après la réception du {jour_fr(jour)}"
    return Attendu(jour + delai, nombre.article, pourquoi, autre)


def _lecture_litterale(
    programme: Programme, organisation: int, agit: Notice | None, delai: timedelta
) -> str:
    """Give what the first notice received would start, where another one acts."""
    for une in programme.contenu.notices:
        recue = recue_le(programme, une)
        if une.organisation != organisation or recue is None:
            continue
        agissante = recue_le(programme, agit) if agit else None
        fin = jour_local(recue, programme.zone) + delai
        if agissante and fin == jour_local(agissante, programme.zone) + delai:
            return ""
        return f"{jour_fr(fin)}, lue à la lettre : depuis la première notice reçue"
    return ""


def fin_du_complement(programme: Programme, recu_le: datetime) -> date | None:
    """Give the last day to name others after a return received at `recu_le`; None: no such délai.

    Calendar days, the day of reception not counted (chosen).
    """
    regle = programme.regles.complement_jours
    if regle is None:
        return None
    return jour_local(recu_le, programme.zone) + timedelta(days=regle.valeur)


def fin(programme: Programme, jour: date) -> datetime:
    """Give the UTC instant at which a civil day of the programme ends."""
    return fin_de_jour(jour, programme.zone)
