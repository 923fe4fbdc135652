"""`organisation`, `membre`, `invite`, `convention`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from bot import bootstrap
from bot.cli.commun import NON, base, console, echouer, fautes_en_clair, reglages
from core.domain.adresses import lire_adresse
from core.domain.calendrier import Periode
from core.domain.nommage import organisation_nommee
from core.domain.organisations import LIBELLES_NATURE, Invitation, Nature, Role
from core.domain.regles_commission import Temps
from core.domain.regles_priorite import Articles, Categorie
from core.messages.saisies import lire_texte as lire_nom
from core.texte import cle as cle_de
from core.texte import instant_fr, jour_fr
from core.usecases.adhesions import inviter
from core.usecases.adresses import inviter_adresse
from core.usecases.dossier import Acteur
from storage.conventions.loader import charger, conventions_livrees

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.unit_of_work import UniteDeTravail

organisation = typer.Typer(no_args_is_help=True, help="Bailleurs et réservataires.")
membre = typer.Typer(no_args_is_help=True, help="Personnes inscrites.")
convention = typer.Typer(no_args_is_help=True, help="Conventions en service.")


@organisation.command("list")
def lister_organisations() -> None:
    """Liste les organisations et leurs conventions."""
    with fautes_en_clair(), base().transaction() as uow:
        tableau = Table("Nom", "Nature", "Conventions")
        for une in uow.organisations.toutes():
            conventions = ", ".join(uow.organisations.conventions_de(une.id))
            tableau.add_row(une.nom, LIBELLES_NATURE[une.nature], conventions)
        console.print(tableau)


@organisation.command("add")
def ajouter_organisation(
    nom: str,
    nature: Nature = typer.Option(help="Nature de l'organisation."),
    convention: str = typer.Option(help="Convention qui la lie : voir « convention list »."),
) -> None:
    """Déclare une organisation, ou la lie à une convention de plus."""
    with fautes_en_clair():
        ouverte = base()
        if convention not in ouverte.conventions:
            connues = ", ".join(ouverte.conventions)
            echouer(f"--convention : « {convention} » est inconnue. Connues : {connues}.")
        with ouverte.transaction() as uow:
            memes = [une for une in uow.organisations.toutes() if cle_de(une.nom) == cle_de(nom)]
            if memes and memes[0].nature is not nature:
                echouer(f"{memes[0].nom} existe déjà comme {LIBELLES_NATURE[memes[0].nature]}.")
            une = memes[0] if memes else uow.organisations.ajouter(lire_nom("nom", nom), nature)
            uow.organisations.adherer(une.id, convention)
        console.print(f"{une.nom} est liée par {convention}.")


@membre.command("list")
def lister_membres() -> None:
    """Liste les personnes inscrites, par numéro."""
    with fautes_en_clair(), base().transaction() as uow:
        tableau = Table("Numéro", "Organisation", "Rôle", "Lit par")
        lieux = uow.membres.plateformes()
        for un in uow.membres.tous():
            par = ", ".join(lieux.get(un.id, ()))
            tableau.add_row(str(un.id), un.organisation.nom, un.role.libelle, par)
        console.print(tableau)


@membre.command("retirer")
def retirer_membre(numero: int) -> None:
    """Retire une personne ; l'effet est immédiat."""
    with fautes_en_clair(), base().transaction() as uow:
        if not uow.membres.retirer(numero, bootstrap.horloge().maintenant()):
            echouer(f"Aucune personne inscrite n° {numero}. La liste : fluxbot membre list", NON)
        console.print(f"Personne n° {numero} retirée.")


def invite(
    organisation: str = typer.Argument(help="Nom, ou une partie sans ambiguïté."),
    role: Role = typer.Option(Role.AGENT, help="Rôle donné."),
    courriel: str = typer.Option("", help="Adresse à inviter : elle reçoit un lien à confirmer."),
    secours: bool = typer.Option(
        False, "--secours", help="Avec --courriel : seulement quand aucune messagerie ne répond."
    ),
) -> None:
    """Crée un code d'inscription à usage unique, seul sur la dernière ligne."""
    from bot.presenters.invitations import code_neuf

    code = code_neuf()
    with fautes_en_clair():
        lus = reglages()
        with base(lus, cle=True).transaction() as uow:
            cible = organisation_nommee(uow.organisations.toutes(), organisation, "organisation")
            adresse = _adresse(lus, courriel, secours=secours)
            invitation = Invitation(cible, role, adresse, secours)
            expire_le = _inviter(uow, invitation, code)
        if adresse:
            console.print(f"Une invitation attend : fluxbot serve ou tick l'envoie à {adresse}.")
        console.print(
            f"Code pour {cible.nom} ({role.libelle}), valable une fois, jusqu'au "
            f"{instant_fr(expire_le, 'UTC')} UTC. À envoyer au bot : /inscription CODE"
        )
    typer.echo(code)


def _adresse(lus: Settings, courriel: str, *, secours: bool) -> str | None:
    """Read the address to invite, where mail is set up."""
    if not courriel:
        if secours:
            echouer("--secours va avec --courriel. Exemple : --courriel jean@ville.fr --secours")
        return None
    if not lus.courriel_regle:
        echouer("--courriel demande SMTP_HOST, SMTP_FROM et FLUXBOT_PUBLIC_URL dans .env")
    if manque := lus.manque_courriel():
        echouer(manque)
    return lire_adresse("--courriel", courriel)


def _inviter(uow: UniteDeTravail, invitation: Invitation, code: str) -> datetime:
    """Store the code, and queue the e-mail that carries it if it goes to an address."""
    from bot.presenters.invitations import envoi_d_invitation

    maintenant = bootstrap.horloge().maintenant()
    if invitation.courriel is None or uow.liens is None:
        return inviter(uow, maintenant, invitation.organisation, invitation.role, code)
    operateur = Acteur("administration", "ligne de commande")
    expire_le = inviter_adresse(uow, maintenant, operateur, invitation, code)
    uow.envois.ajouter(envoi_d_invitation(uow.liens, invitation, code, maintenant, expire_le))
    return expire_le


@convention.command("list")
def lister_conventions() -> None:
    """Liste les conventions livrées."""
    with fautes_en_clair():
        tableau = Table("Identifiant", "Nom", "Effet")
        for une in conventions_livrees().values():
            fin = une.effet.valeur.fin
            tableau.add_row(
                une.id,
                une.nom,
                f"{jour_fr(une.effet.valeur.debut)} – {jour_fr(fin) if fin else 'sans terme'}",
            )
        console.print(tableau)


@convention.command("show")
def montrer_convention(identifiant: str) -> None:
    """Montre chaque valeur d'une convention, avec son article."""
    with fautes_en_clair():
        if identifiant not in conventions_livrees():
            echouer(f"Convention inconnue : {identifiant}. La liste : fluxbot convention list")
        une = conventions_livrees()[identifiant]
        tableau = Table("Valeur", "Contenu", "Article", "Choisi", title=une.nom)
        for nom, contenu, article, choisi in _valeurs("", une):
            tableau.add_row(nom, contenu, article, "oui" if choisi else "")
        console.print(tableau)


@convention.command("check")
def verifier_convention(fichier: Path) -> None:
    """Vérifie un fichier de convention ; une faute est nommée avec sa ligne et son champ."""
    with fautes_en_clair():
        if not fichier.is_file():
            echouer(f"{fichier} n'est pas un fichier. Exemple : convention.toml")
        une = charger(fichier)
        console.print(f"{fichier.name} : {une.nom}, {len(une.parties)} parties. Aucune faute.")


def _valeurs(prefixe: str, objet: object) -> list[tuple[str, str, str, bool]]:
    """Walk a convention's dataclasses down to what carries an article."""
    trouvees = []
    for nom, valeur in vars(objet).items():
        chemin = f"{prefixe}{nom}"
        if hasattr(valeur, "article"):
            contenu = getattr(valeur, "valeur", None)
            if contenu is None:
                contenu = f"{valeur.jours} jours ({valeur.unite})"
            trouvees.append((chemin, _ecrire(contenu), valeur.article, valeur.choisi))
        elif isinstance(valeur, tuple):
            trouvees += [
                (f"{chemin}.{rang}", _dire(une), une.article, False)
                for rang, une in enumerate(valeur, 1)
                if isinstance(une, Categorie | Temps)
            ]
        elif isinstance(valeur, Articles):
            cites = ((nom, article) for nom, article in vars(valeur).items() if article)
            trouvees += [(f"{chemin}.{nom}", "", article, False) for nom, article in cites]
        elif hasattr(valeur, "__dataclass_fields__"):
            trouvees += _valeurs(f"{chemin}.", valeur)
    return trouvees


def _dire(une: Categorie | Temps) -> str:
    """Write a category, or a part of the commission, in one cell."""
    if isinstance(une, Temps):
        return f"{une.titre} : {', '.join(une.categories)}"
    traits = {
        "plus prioritaire": une.plus_prioritaire,
        "présentée seule": une.seule,
        "automatique": une.automatique,
    }
    dits = [nom for nom, vrai in traits.items() if vrai]
    return f"« {une.code} » {une.libelle}" + (f" ({', '.join(dits)})" if dits else "")


def _ecrire(contenu: object) -> str:
    if isinstance(contenu, bool):
        return "oui" if contenu else "non"
    if isinstance(contenu, tuple):
        return ", ".join(str(un) for un in contenu)
    if isinstance(contenu, Periode):
        return (
            f"du {jour_fr(contenu.debut)} au {jour_fr(contenu.fin)}"
            if contenu.fin
            else "sans terme"
        )
    return str(contenu)
