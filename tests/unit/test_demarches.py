"""A typed command is named, not shown, to those who can't type any."""

from __future__ import annotations

import pytest

from bot.handlers.commandes import PAR_NOM
from bot.handlers.formulaires_objectifs import ACTIONS as ACTIONS_DES_OBJECTIFS
from bot.presenters.demarches import LIBELLES, sans_commandes, sans_confirmer
from bot.presenters.libelles_actions import ACTIONS
from bot.web.pages.gestes_de_dossier import commande_de_dossier
from core.messages.model import Champs, Code, Liste, Message, Paragraphe

REF = "AV-2026-0001"


def dit(texte: str) -> str:
    """Give what a mail says of a text."""
    (bloc,) = sans_commandes(Message("Titre", (Paragraphe(texte),))).blocs
    assert isinstance(bloc, Paragraphe)
    return bloc.texte


def test_every_command_of_a_page_has_a_name() -> None:
    de_la_messagerie = {"start", "inscription", "annuler", "passer", "canal"}
    assert LIBELLES.keys() == PAR_NOM.keys() - de_la_messagerie


@pytest.mark.parametrize(
    ("tape", "nomme"),
    [
        (f"Voir : /avis {REF}", f"Voir : « {REF} »"),
        (f"La preuve : /preuve {REF}", "La preuve : « Fichier de preuve »"),
        ("à un autre (/vacance).", "à un autre (« Envoyer un avis de vacance »)."),
        (f"/reponse {REF} 2 accepte (ou refuse).", "« Réponse »."),
        (f"/reponse {REF} 2 accepte date=15/01/2027", "« Réponse »"),
        (
            f"/caleol {REF} 2 condition_remplie, ou condition_non_remplie (CCH R441-3).",
            "« Décision de CALEOL » (CCH R441-3).",
        ),
        (f'/candidats {REF} motif="…"', "« Donner la raison d'une liste courte »"),
        ("aucune : /adresse caleol=caleol@exemple.fr", "aucune : « Adresses de courriel »"),
        ("Voir : /dossier DP-2026-0012", "Voir : « DP-2026-0012 »"),
        ("/dossier DP-2026-0012 reponse accepte date=…", "« Réponse du ménage »"),
        ("/dossier DP-2026-0012 proposer", "« Proposer un logement »"),
        ('/dossier DP-2026-0012 imputer non raison="…".', "« Imputation sur le contingent »."),
        ("/dossier … designer est réservé", "« Désigner un bailleur » est réservé"),
        ("/commission CIB-2026-0001 ordre format=pdf.", "« Ordre du jour »."),
        ("/programme PN-2026-0001 echec 3 logement=2", "« Noter un échec »"),
        ("aucun : /dossier nouveau", "aucun : « Nouveau ménage prioritaire »"),
        (
            "Le détail : /dossier et la référence.",
            "Le détail : « Ménages prioritaires » et la référence.",
        ),
        ("à saisir : /objectifs annee=2026 global=400", "à saisir : « Objectifs de l'année »"),
        ("La preuve : /preuve CIB-2026-0003", "La preuve : « Fichier de preuve »"),
        (
            f"/accepter {REF} prend ses candidats",
            "« Accepter les candidats tardifs » prend ses candidats",
        ),
    ],
)
def test_a_command_and_its_arguments_become_a_name(tape: str, nomme: str) -> None:
    assert dit(tape) == nomme


def test_every_action_is_called_as_its_form_is() -> None:
    titres = {
        nom: {une.nom: une.titre for une in (*commande.sans_dossier, *commande.actions)}
        for nom in PAR_NOM
        if (commande := commande_de_dossier(nom))
    }
    titres["objectifs"] = {une.nom: une.titre for une in ACTIONS_DES_OBJECTIFS}
    assert titres == ACTIONS


@pytest.mark.parametrize(
    ("tape", "reste"),
    [
        ("C'est définitif. Pour le confirmer, ajoutez : confirmer=oui", "C'est définitif."),
        ("Pour reporter : ici. Pour confirmer, ajoutez : confirmer=oui", "Pour reporter : ici."),
        ("S'il est juste, confirmez : confirmer=oui", "S'il est juste, confirmez."),
        ("Pour rien.", "Pour rien."),
    ],
)
def test_how_to_confirm_by_typing_is_left_out(tape: str, reste: str) -> None:
    assert sans_confirmer(tape) == reste


@pytest.mark.parametrize("texte", ["https://x.fr/p/avis/1", "et/ou", "/avisons", "15/01/2027"])
def test_what_is_no_command_stays(texte: str) -> None:
    assert dit(texte) == texte


def test_lists_and_lines_are_read_and_code_is_left_alone() -> None:
    blocs = (Liste(("/flux",), 2), Champs((("CALEOL", "/adresse"),)), Code("/flux"))
    liste, champs, code = sans_commandes(Message("Titre", blocs)).blocs
    assert liste == Liste(("« Suivre le flux de l'année »",), 2)
    assert champs == Champs((("CALEOL", "« Adresses de courriel »"),))
    assert code == Code("/flux")
