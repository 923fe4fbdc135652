"""Check what a convention says of the State's side: values of the right type that make no sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from core.domain.convention import Convention
from core.domain.programmes_dates import LIBELLES_ENJEUX
from core.domain.reglages import Reglage
from core.domain.regles_commission import ReglesCommission
from core.domain.regles_priorite import ReglesPriorite
from core.domain.regles_programmes import Depart, Destinataires, ReglesProgrammes
from storage.conventions.fautes import Chemin

Faute = tuple[Chemin, str]
AGES = range(18, 121)


def cote_etat_insense(convention: Convention) -> Iterator[Faute]:
    """Give the values of the three sections that make no sense, with where they stand."""
    if convention.programmes:
        yield from _programmes(convention.programmes)
    if convention.priorite:
        yield from _priorite(convention.priorite)
    if convention.commission:
        yield from _commission(convention.commission, convention.priorite)


def _programmes(regles: ReglesProgrammes) -> Iterator[Faute]:
    ici: Chemin = ("programmes",)
    yield from _au_moins(1, (*ici, "notice_mois"), regles.notice_mois, "un mois au moins")
    unite = "un jour" if regles.liste.depart.valeur is Depart.RECEPTION else "un mois"
    yield from _au_moins(1, (*ici, "liste", "nombre"), regles.liste.nombre, f"{unite} au moins")
    yield from _au_moins(
        1, (*ici, "liste", "par_logement"), regles.liste.par_logement, "un candidat au moins"
    )
    yield from _concertation(ici, regles)
    yield from _au_moins(1, (*ici, "complement_jours"), regles.complement_jours, "un jour au moins")
    for nom in ("part_etat", "plafond_agents"):
        yield from _pourcentage((*ici, nom), getattr(regles, nom))
    yield from _parts(ici, regles)
    if regles.publics:
        yield from _pourcentage((*ici, "publics", "seuil"), regles.publics.seuil)
        if regles.publics.age.valeur not in AGES:
            yield (*ici, "publics", "age", "valeur"), "un âge entre 18 et 120 ans est attendu"
    yield from _plan(ici, regles.plan_annuel)
    yield from _rappels((*ici, "rappels"), regles.rappels)
    yield from _heure((*ici, "heure"), regles.heure)


def _concertation(ici: Chemin, regles: ReglesProgrammes) -> Iterator[Faute]:
    chemin, une = (*ici, "concertation"), regles.concertation
    yield from _au_moins(1, (*chemin, "mois"), une.mois, "un mois au moins")
    if une.mois.valeur > regles.notice_mois.valeur:
        raison = f"la concertation précède la notice ({regles.notice_mois.valeur} mois)"
        yield (*chemin, "mois", "valeur"), raison
    yield from _au_moins(1, (*chemin, "seuil"), une.seuil, "un logement au moins")
    if une.enjeux and (inconnus := sorted(set(une.enjeux.valeur) - set(LIBELLES_ENJEUX))):
        raison = f"enjeu inconnu : {', '.join(inconnus)}. Connus : {', '.join(LIBELLES_ENJEUX)}"
        yield (*chemin, "enjeux", "valeur"), raison


def _parts(ici: Chemin, regles: ReglesProgrammes) -> Iterator[Faute]:
    """Check that the État's part goes to the État, and that agents are within it."""
    part, agents = regles.part_etat, regles.plafond_agents
    if regles.destinataires.valeur is Destinataires.ETAT and part is None:
        yield (*ici, "part_etat"), "ce champ manque : l'État est destinataire des notices"
    if agents and part is None:
        yield (*ici, "plafond_agents"), "un plafond d'agents va avec part_etat"
    if agents and part and agents.valeur > part.valeur:
        raison = f"les agents sont compris dans la part de l'État ({part.valeur} %)"
        yield (*ici, "plafond_agents", "valeur"), raison


def _plan(ici: Chemin, plan: Reglage[str] | None) -> Iterator[Faute]:
    if plan is None:
        return
    try:
        date.fromisoformat(f"2027-{plan.valeur}")
    except ValueError:
        raison = "un jour de chaque année est attendu, « MM-JJ » : 12-31"
        yield (*ici, "plan_annuel", "valeur"), raison


def _priorite(regles: ReglesPriorite) -> Iterator[Faute]:
    ici: Chemin = ("priorite",)
    for nom in ("prioritaires", "quartile_hors_qpv", "autres_en_qpv"):
        yield from _pourcentage((*ici, "parts", nom), getattr(regles.parts, nom))
    if regles.signalement:
        chemin, un = (*ici, "signalement"), regles.signalement
        yield from _au_moins(1, (*chemin, "jours"), un.jours, "un jour au moins")
        yield from _au_moins(
            1, (*chemin, "heures_urgence"), un.heures_urgence, "une heure au moins"
        )
        if un.heures_urgence.valeur > 24 * un.jours.valeur:
            raison = f"l'urgence laisse plus de temps que le délai ({un.jours.valeur} jours)"
            yield (*chemin, "heures_urgence", "valeur"), raison
    if regles.inscription.valeur:
        yield from _inscription(ici, regles)
    yield from _categories(ici, regles)


def _inscription(ici: Chemin, regles: ReglesPriorite) -> Iterator[Faute]:
    """Check what /dossier needs: categories, and the time of a signalement."""
    if not regles.categories:
        yield (*ici, "categories"), "l'inscription demande au moins une catégorie"
    if regles.signalement is None:
        yield (*ici, "signalement"), "cette table manque : l'inscription a un délai de signalement"
    for nom, article in vars(regles.articles).items():
        if not article.strip():
            yield (*ici, "articles", nom), "l'article manque : il est cité à qui lit un dossier"
    premieres = any(une.plus_prioritaire for une in regles.categories)
    if regles.objectif and not premieres:
        yield (*ici, "objectif"), "aucune catégorie n'est plus_prioritaire : ôtez cette table"
    if regles.objectif and not regles.objectif.valeur.strip():
        yield (*ici, "objectif", "valeur"), "ce texte est vide"


def _categories(ici: Chemin, regles: ReglesPriorite) -> Iterator[Faute]:
    vus: set[str] = set()
    for rang, une in enumerate(regles.categories):
        chemin = (*ici, "categories", str(rang))
        for nom in ("code", "libelle"):
            if not getattr(une, nom).strip():
                yield (*chemin, nom), "ce texte est vide"
        if une.code in vus:
            yield (*chemin, "code"), f"le code « {une.code} » est donné deux fois"
        vus.add(une.code)
        if une.plus_prioritaire and une.automatique:
            raison = "une catégorie plus prioritaire est décidée, non repérée par un code"
            yield (*chemin, "automatique"), raison
        if une.plus_prioritaire and not une.seule:
            raison = "une catégorie plus prioritaire est présentée seule : seule = true"
            yield (*chemin, "plus_prioritaire"), raison
    if vus and regles.parts.quartile_hors_qpv and regles.quartile not in vus:
        yield (*ici, "quartile"), f"aucune catégorie n'a le code « {regles.quartile} »"


def _commission(regles: ReglesCommission, priorite: ReglesPriorite | None) -> Iterator[Faute]:
    ici: Chemin = ("commission",)
    if not regles.nom.strip():
        yield (*ici, "nom"), "ce texte est vide"
    yield from _au_moins(1, (*ici, "intervalle_mois"), regles.intervalle_mois, "un mois au moins")
    yield from _au_moins(1, (*ici, "attente_mois"), regles.attente_mois, "un mois au moins")
    yield from _au_moins(
        1, (*ici, "convocation_jours"), regles.convocation_jours, "un jour au moins"
    )
    yield from _rappels((*ici, "rappels"), regles.rappels, dernier=0)
    yield from _rappels((*ici, "relances"), regles.relances)
    yield from _heure((*ici, "heure"), regles.heure)
    if priorite is None or not priorite.inscription.valeur:
        yield ici, "une commission suit des ménages inscrits : priorite.inscription = true"
        return
    if not regles.temps:
        yield (*ici, "temps"), "une commission a au moins un temps"
    yield from _temps(ici, regles, {une.code for une in priorite.categories})


def _temps(ici: Chemin, regles: ReglesCommission, codes: set[str]) -> Iterator[Faute]:
    """Check that each category of a part is known, and dealt with in one part only."""
    vus: set[str] = set()
    for rang, un in enumerate(regles.temps):
        chemin = (*ici, "temps", str(rang))
        if not un.titre.strip():
            yield (*chemin, "titre"), "ce texte est vide"
        if inconnues := sorted(set(un.categories) - codes):
            yield (*chemin, "categories"), f"catégorie inconnue : {', '.join(inconnues)}"
        if deja := sorted(vus & set(un.categories)):
            yield (*chemin, "categories"), f"déjà dans un autre temps : {', '.join(deja)}"
        if absentes := sorted(set(un.toujours) - set(un.categories)):
            yield (*chemin, "toujours"), f"pas dans les catégories du temps : {', '.join(absentes)}"
        vus |= set(un.categories)


def _au_moins(
    minimum: int, chemin: Chemin, un: Reglage[int] | None, raison: str
) -> Iterator[Faute]:
    if un and un.valeur < minimum:
        yield (*chemin, "valeur"), f"{raison} est attendu"


def _pourcentage(chemin: Chemin, un: Reglage[Decimal] | Reglage[int] | None) -> Iterator[Faute]:
    if un and not 0 <= un.valeur <= 100:
        yield (*chemin, "valeur"), "un pourcentage entre 0 et 100 est attendu"


def _rappels(chemin: Chemin, un: Reglage[tuple[int, ...]], dernier: int = 1) -> Iterator[Faute]:
    jours: Iterable[int] = un.valeur
    if any(n < dernier for n in jours):
        moins = "un rappel est à un jour au moins" if dernier else "un rappel n'est pas négatif"
        yield (*chemin, "valeur"), moins


def _heure(chemin: Chemin, un: Reglage[int]) -> Iterator[Faute]:
    if not 4 <= un.valeur <= 23:
        yield (*chemin, "valeur"), "heure de rappel attendue entre 4 et 23"
