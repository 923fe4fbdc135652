"""Every form, as the commands ask them."""

from __future__ import annotations

from datetime import date

from bot.handlers import formulaires, formulaires_adresse, formulaires_suites
from core.messages.forms import Formulaire
from tests.builders import LE_PORT, PREFET, TERRITOIRE, une_convention

REF = "AV-2026-0001"
REFERENCES = (REF, "AV-2026-0002")
REQUIS = une_convention().termes.champs_requis.valeur
DE_REFERENCE = {
    "candidats": "Proposer des candidats",
    "completer": "Compléter une liste",
    "accepter": "Accepter les candidats tardifs",
    "rendre": "Rendre un logement",
    "retirer": "Retirer un avis",
    "ouvrir": "Ouvrir un avis",
    "preuve": "Fichier de preuve",
    "retour": "Retour sur un candidat",
}
ADRESSES = ("jean@ville.example", "logement@ville.example")
JOUR = date(2026, 12, 15)
SANS_CHOIX = {"accuser": "Accuser réception", "numeros": "Lire les numéros"}
"""The titles that the commands give to the question « quel avis ? »."""


def tous(*noms: str) -> dict[str, Formulaire]:
    """Give every form by name; `noms` are the réservataires to choose among."""
    noms = noms or (LE_PORT.nom, TERRITOIRE.nom, PREFET.nom)
    entamees = {"reservataire": noms[0], "type": "T3", "disponible": "2027-01-15"}
    return {
        "vacance": formulaires.formulaire_vacance(noms, REQUIS, {}),
        "vacance-entamee": formulaires.formulaire_vacance(noms, REQUIS, entamees),
        "vacance-sans-partenaire": formulaires.formulaire_vacance((), REQUIS, {}),
        "complement": formulaires.formulaire_complement(REF, ("loyer", "annee", "preavis")),
        "candidats": formulaires.formulaire_candidats(REF, 3, 0),
        "completer": formulaires.formulaire_completer(REF, 3),
        "motif-de-retrait": formulaires.formulaire_motif("retirer", REF, f"Retirer {REF}"),
        "ouvrir": formulaires.formulaire_ouvrir(REF, noms[1:]),
        "code": formulaires.formulaire_code(),
        "retour": formulaires_suites.formulaire_retour(REF, (1, 2)),
        "caleol": formulaires_suites.formulaire_decision(REF, (1, 2), False, JOUR),
        "caleol-condition": formulaires_suites.formulaire_decision(REF, (1,), True, JOUR),
        "offre": formulaires_suites.formulaire_offre(REF, (1,), JOUR),
        "reponse": formulaires_suites.formulaire_reponse(REF, (1, 2), JOUR),
        "bail": formulaires_suites.formulaire_bail(REF, (1,), JOUR),
        "visite": formulaires_suites.formulaire_visite(REF, (1, 2, 3), JOUR),
        **{
            f"adresse-{action}": formulaires_adresse.formulaire_adresse(action, ADRESSES, {})
            for action in formulaires_adresse.ACTIONS
        },
        **{
            f"reference-{commande}": formulaires.formulaire_reference(commande, titre, REFERENCES)
            for commande, titre in DE_REFERENCE.items()
        },
        **{
            f"reference-{commande}": formulaires.formulaire_reference(commande, titre, ())
            for commande, titre in SANS_CHOIX.items()
        },
    }
