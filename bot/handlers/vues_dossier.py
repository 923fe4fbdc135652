"""What /dossier shows: the list, one household, what is private of it, what was just done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.handlers.conventions import convention_du_volet
from bot.handlers.request import Contexte, Reply
from bot.presenters.adresses import suite_du_bouton
from bot.presenters.fiches import tete
from bot.presenters.listes import ligne_journal
from bot.presenters.prioritaires import bouton, partie_privee, resume
from bot.presenters.prioritaires_listes import liste_de_l_etat, liste_du_bailleur
from bot.presenters.prioritaires_suites import boutons, suite_fr
from core.domain.acces import But
from core.domain.calendrier import jour_local
from core.domain.organisations import PAGE
from core.domain.prioritaires import VIVANTS, DossierPrioritaire
from core.domain.regles_priorite import Articles
from core.errors import Interdit
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Gravite, Message, Paragraphe
from core.texte import liste_fr
from core.usecases.prioritaires_dossier import articles_de, convention_de, moment_de
from core.usecases.prioritaires_dossier import charger as charger_pour
from core.usecases.prioritaires_rectifier import consigner_la_lecture

VIVANTS_MAX = 1000
HISTORIQUE_MAX = 20


def jour_de(contexte: Contexte, dossier: DossierPrioritaire) -> date:
    """Give the civil day in the convention's zone."""
    return moment_de(convention_de(contexte.uow, dossier), contexte.maintenant).jour


def articles_du(contexte: Contexte, dossier: DossierPrioritaire) -> Articles:
    """Give where its convention says what is applied to a household."""
    return articles_de(convention_de(contexte.uow, dossier))


def charger(contexte: Contexte, reference: str) -> DossierPrioritaire:
    """Find and lock a household for who asks; raises Introuvable."""
    return charger_pour(contexte.uow, reference, contexte.membre.organisation)


def lister(contexte: Contexte) -> Reply:
    """Show the organisation's households; raises ConventionAbsente."""
    organisation = contexte.membre.organisation
    jour = jour_local(contexte.maintenant, convention_du_volet(contexte, "priorite").zone)
    vivants = contexte.uow.prioritaires.de(organisation, VIVANTS, VIVANTS_MAX)
    if organisation.est_bailleur:
        return Reply(liste_du_bailleur(organisation, vivants, jour))
    comptes = contexte.uow.prioritaires.compter(organisation)
    return Reply(liste_de_l_etat(organisation, comptes, vivants, jour))


def montrer(contexte: Contexte, dossier: DossierPrioritaire) -> Reply:
    """Show one household: nothing private of it, whoever reads and wherever."""
    lecteur = contexte.membre.organisation
    convention = convention_de(contexte.uow, dossier)
    chaine = contexte.uow.journal.chaine(dossier.reference)
    lignes = tuple(ligne_journal(une) for une in reversed(chaine[-HISTORIQUE_MAX:]))
    blocs: tuple[Bloc, ...] = (
        *resume(dossier, convention, lecteur, jour_de(contexte, dossier)),
        Paragraphe(suite_fr(dossier, lecteur, articles_de(convention))),
        Paragraphe("Historique :"),
        decouper_liste(lignes, HISTORIQUE_MAX),
        *_tete(contexte, dossier),
    )
    message = Message(f"{dossier.reference} : {dossier.etat}", blocs, boutons(dossier, lecteur))
    return Reply(message, reference=dossier.reference)


def montrer_le_prive(contexte: Contexte, dossier: DossierPrioritaire) -> Reply:
    """Show the category and the contact on a page, recorded; elsewhere, lead to the page.

    Raises Interdit for who is not concerned any more, and outside a private conversation.
    """
    lecteur = contexte.membre.organisation
    if lecteur.id != dossier.autorite.id and not dossier.concerne(lecteur.id):
        raise Interdit(
            f"La catégorie de {dossier.reference} ne se lit que par {dossier.autorite.nom} et par "
            f"son bailleur actuel ({articles_du(contexte, dossier).donnees})."
        )
    if contexte.requete.plateforme != PAGE:
        return _mener_a_la_page(contexte, dossier)
    consigner_la_lecture(contexte.uow, contexte.maintenant, contexte.acteur, dossier)
    blocs = partie_privee(dossier, convention_de(contexte.uow, dossier))
    message = Message(f"{dossier.reference} : catégorie et contact", blocs)
    return Reply(message, reference=dossier.reference)


def fait(
    contexte: Contexte,
    dossier: DossierPrioritaire,
    effet: str,
    gravite: Gravite = Gravite.SUCCES,
) -> Reply:
    """Answer what was just done, who owes what next, and whom nobody could tell."""
    lecteur = contexte.membre.organisation
    blocs: tuple[Bloc, ...] = (
        Paragraphe(effet),
        Paragraphe(suite_fr(dossier, lecteur, articles_du(contexte, dossier))),
        *_muets(contexte, dossier),
        *_tete(contexte, dossier),
    )
    choix = (*boutons(dossier, lecteur)[:4], bouton("Voir le dossier", dossier))
    message = Message(f"{dossier.reference} : {dossier.etat}", blocs, choix, gravite)
    return Reply(message, reference=dossier.reference)


def _muets(contexte: Contexte, dossier: DossierPrioritaire) -> tuple[Paragraphe, ...]:
    """Say which other party has nobody to read its notices."""
    moi = contexte.membre.organisation.id
    autres = [une for une in (dossier.autorite, dossier.bailleur) if une and une.id != moi]
    muets = [une.nom for une in autres if not contexte.uow.canaux.destinations(une.id)]
    if not muets:
        return ()
    qui = liste_fr(muets)
    return (Paragraphe(f"Personne ne lit fluxbot pour {qui} : prévenez par un autre moyen."),)


def _mener_a_la_page(contexte: Contexte, dossier: DossierPrioritaire) -> Reply:
    liens = contexte.uow.liens
    sur_la_page = (
        "La catégorie et le contact ne se lisent que sur une page signée : ils peuvent révéler la "
        f"santé ou des violences ({articles_du(contexte, dossier).donnees}). La lecture est "
        "consignée."
    )
    if liens is None or not contexte.requete.conversation.prive:
        raise Interdit(f"{sur_la_page} Votre page s'ouvre en privé : /page {dossier.reference}")
    ouvrir = bouton("Ouvrir la page", dossier, "prive")
    lien = liens.pour(contexte.membre, But.ESPACE, contexte.maintenant) + suite_du_bouton(ouvrir)
    boutons_ = (replace(ouvrir, lien=lien),)
    return Reply(Message(f"{dossier.reference} : catégorie", (Paragraphe(sur_la_page),), boutons_))


def _tete(contexte: Contexte, dossier: DossierPrioritaire) -> tuple[Bloc, ...]:
    derniere = contexte.uow.journal.tete(dossier.reference)
    return tete(derniere[1] if derniere else None)
