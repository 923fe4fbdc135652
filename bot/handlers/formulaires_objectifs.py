"""What /objectifs asks, by action, and what it stores."""

from __future__ import annotations

import re

from bot.handlers.actions import Action, Lus, Saisies
from bot.handlers.request import Contexte, Reply
from bot.presenters.objectifs import Note, attributions_notees, objectif_note
from core.domain.calendrier import jour_local
from core.domain.convention import Convention
from core.domain.nommage import organisation_nommee
from core.domain.objectifs import NatureObjectif, Objectif
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.domain.parts import CLES, LIBELLES, NON_RESERVE, Nombres
from core.errors import ConventionAbsente, saisie
from core.messages.forms import Champ
from core.messages.saisies import Lecteur, lire_texte
from core.texte import cle, de
from core.usecases.objectifs_declarer import declarer_attributions
from core.usecases.objectifs_fixer import Voulu, fixer_objectif

ETAT = frozenset({Nature.ETAT})
BAILLEUR = frozenset({Nature.BAILLEUR})
SANS_ANNEE = "Sans réponse : l'année en cours."


def lire_annee_suivie(champ: str, texte: str) -> int:
    """Read a year, 2000 to 2100."""
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{4}", brut, re.ASCII) or not 2000 <= int(brut) <= 2100:
        raise saisie(champ, texte, "n'est pas une année entre 2000 et 2100", f"{champ}=2026")
    return int(brut)


def lire_nombre(champ: str, texte: str) -> int:
    """Read a whole number, 0 to 99 999; « 1 250 » is understood."""
    brut = re.sub(r"\s", "", texte)
    if re.fullmatch(r"[-−][0-9]+", brut):
        raise saisie(champ, texte, "est négatif", f"{champ}=12")
    if not re.fullmatch(r"[0-9]{1,5}", brut, re.ASCII):
        raise saisie(champ, texte, "n'est pas un nombre entier", f"{champ}=12")
    return int(brut)


def convention_suivie(contexte: Contexte) -> Convention:
    """Give the convention whose objectives or shares the member follows.

    Those with an objective come first. Raises ConventionAbsente.
    """
    organisation = contexte.membre.organisation
    connues = contexte.uow.conventions
    siennes = [
        connues[une]
        for une in contexte.uow.organisations.conventions_de(organisation.id)
        if une in connues
    ]
    suivies = [une for une in siennes if une.priorite]
    inscrites = [une for une in suivies if une.priorite and une.priorite.objectif]
    for une in (*inscrites, *suivies):
        return une
    raise ConventionAbsente(
        f"Aucune convention {de(organisation.nom)} ne fixe de part à des ménages prioritaires. "
        "Ce que vous pouvez faire : /aide"
    )


def annee_voulue(contexte: Contexte, convention: Convention, lus: Lus) -> int:
    """Give the year given, else the current one where the convention is."""
    annee: int = lus.get("annee") or jour_local(contexte.maintenant, convention.zone).year
    return annee


def _nombre(nom: str, libelle: str, aide: str = "") -> Champ:
    return Champ(nom, libelle, lire_nombre, aide)


_ANNEE = Champ("annee", "De quelle année ?", lire_annee_suivie, SANS_ANNEE, requis=False)


def _demander_global(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    convention_suivie(contexte)
    return (_nombre("global", "Combien de relogements dans l'année ?", "Exemple : 400"), _ANNEE)


def _fixer_global(contexte: Contexte, _: None, lus: Lus) -> Reply:
    nom = "objectif global"
    return _fixer(contexte, lus, NatureObjectif.GLOBAL, ("", nom), lus["global"])


def _demander_bailleur(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    noms = tuple(un.nom for un in _bailleurs(contexte))
    return (
        Champ("bailleur", "Quel bailleur ?", lire_texte, choix=noms),
        _nombre("nombre", "Combien de relogements dans l'année ?"),
        _ANNEE,
    )


def _fixer_bailleur(contexte: Contexte, _: None, lus: Lus) -> Reply:
    bailleur = organisation_nommee(_bailleurs(contexte), lus["bailleur"], "bailleur")
    objet = (str(bailleur.id), bailleur.nom)
    return _fixer(contexte, lus, NatureObjectif.BAILLEUR, objet, lus["nombre"])


def _demander_categorie(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    noms = tuple(_categories(contexte).values())
    return (
        Champ("categorie", "Quelle catégorie ?", _lecteur_de_categorie(contexte), choix=noms),
        _nombre("nombre", "Combien de relogements dans l'année ?"),
        _ANNEE,
    )


def _fixer_categorie(contexte: Contexte, _: None, lus: Lus) -> Reply:
    objet = (lus["categorie"], _categories(contexte)[lus["categorie"]])
    return _fixer(contexte, lus, NatureObjectif.CATEGORIE, objet, lus["nombre"])


def _fixer(
    contexte: Contexte, lus: Lus, nature: NatureObjectif, objet: tuple[str, str], nombre: int
) -> Reply:
    convention = convention_suivie(contexte)
    voulu = Voulu(annee_voulue(contexte, convention, lus), nature, nombre, *objet)
    uow, maintenant, acteur = contexte.uow, contexte.maintenant, contexte.acteur
    avant: Objectif | None = fixer_objectif(uow, maintenant, acteur, convention, voulu)
    return Reply(objectif_note(Note(voulu, avant, contexte.requete.plateforme)))


def _categories(contexte: Contexte) -> dict[str, str]:
    regles = convention_suivie(contexte).priorite
    return {une.code: une.libelle for une in regles.categories} if regles else {}


def _lecteur_de_categorie(contexte: Contexte) -> Lecteur:
    """Read a category by its code or its name; the refusal quotes nothing of what was typed."""
    connues = _categories(contexte)
    par_forme = {cle(code): code for code in connues}
    par_forme |= {cle(libelle): code for code, libelle in connues.items()}

    def lire(champ: str, texte: str) -> str:
        if cle(texte) not in par_forme:
            raise saisie(
                champ, "…", "n'est pas une catégorie de la convention", "la liste proposée"
            )
        return par_forme[cle(texte)]

    return lire


def _bailleurs(contexte: Contexte) -> list[Organisation]:
    organisation = contexte.membre.organisation
    return list(contexte.uow.organisations.partenaires(organisation.id, BAILLEUR))


def _contingents(contexte: Contexte) -> list[Organisation]:
    organisation = contexte.membre.organisation
    return list(contexte.uow.organisations.partenaires(organisation.id, RESERVATAIRES))


def _demander_declaration(contexte: Contexte, _: None, saisies: Saisies) -> tuple[Champ, ...]:
    """Ask for the contingent, then each number that a share of the convention rests on."""
    regles = convention_suivie(contexte).priorite
    assert regles
    noms = (*(une.nom for une in _contingents(contexte)), NON_RESERVE)
    demandes = {
        "prioritaires": regles.parts.prioritaires,
        "quartile_hors_qpv": regles.parts.quartile_hors_qpv,
        "autres_en_qpv": regles.parts.autres_en_qpv,
    }
    nombres = (
        Champ(
            CLES[nom],
            f"{LIBELLES[nom].capitalize()} ?",
            lire_nombre,
            requis=demandes.get(nom, True) is not None,
        )
        for nom in CLES
    )
    aide = f"Le réservataire, ou « {NON_RESERVE} » pour vos propres logements."
    return (
        Champ("contingent", "Sur quel contingent ?", lire_texte, aide, noms),
        *nombres,
        _ANNEE,
    )


def _declarer(contexte: Contexte, _: None, lus: Lus) -> Reply:
    convention = convention_suivie(contexte)
    contingent = NON_RESERVE
    if cle(lus["contingent"]) != cle(NON_RESERVE):
        nommee = organisation_nommee(_contingents(contexte), lus["contingent"], "contingent")
        contingent = nommee.nom
    nombres = Nombres(**{nom: lus.get(tape, 0) for nom, tape in CLES.items()})
    annee = annee_voulue(contexte, convention, lus)
    bailleur = contexte.membre.organisation
    avant = declarer_attributions(
        contexte.uow,
        contexte.maintenant,
        contexte.acteur,
        bailleur,
        (annee, contingent),
        nombres,
    )
    return Reply(attributions_notees((annee, contingent), nombres, avant))


ACTIONS: tuple[Action[None], ...] = (
    Action(
        "global",
        "Objectif global de l'année",
        _fixer_global,
        _demander_global,
        ETAT,
        exemple="/objectifs annee=2026 global=400",
    ),
    Action(
        "bailleur",
        "Objectif d'un bailleur",
        _fixer_bailleur,
        _demander_bailleur,
        ETAT,
        ("bailleur", "nombre"),
        '/objectifs bailleur "Habitat 44" 40',
    ),
    Action(
        "categorie",
        "Objectif d'une catégorie",
        _fixer_categorie,
        _demander_categorie,
        ETAT,
        exemple="/objectifs categorie",
        prives=frozenset({"categorie"}),
    ),
    Action(
        "declarer",
        "Déclarer des attributions",
        _declarer,
        _demander_declaration,
        BAILLEUR,
        exemple=(
            '/objectifs declarer contingent="Action Logement" total=40 prioritaires=12 '
            "hors_qpv=30 quartile=8 en_qpv=10"
        ),
    ),
)
"""What /objectifs does beside showing the year."""
