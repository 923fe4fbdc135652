"""What Typer says by itself, in French: the headings of the help, and a command mistyped."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.commun import NON, USAGE, echouer
from core.texte import extrait, liste_fr, proche

_TITRES = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "DEFAULT_STRING": "[par défaut : {}]",
    "REQUIRED_LONG_STRING": "[obligatoire]",
}
"""The words of `typer.rich_utils`, by the name of their constant."""


class _AideEnFrancais:
    """What a command and a family of commands print when asked for help."""

    def get_usage(self, ctx: Any) -> str:
        """Write the line that sums it up."""
        ligne = str(super().get_usage(ctx))  # type: ignore[misc]
        ligne = ligne.replace("Usage: ", "Usage : ", 1)
        return ligne.replace("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]...")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help; its module is slow to import, so its headings change only here."""
        from typer import rich_utils

        for nom, titre in _TITRES.items():
            setattr(rich_utils, nom, titre)
        if aide := self.get_help_option(ctx):  # type: ignore[attr-defined]
            aide.help = "Affiche cette aide."
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Commande(_AideEnFrancais, TyperCommand):
    """A command whose help is in French."""


class Groupe(_AideEnFrancais, TyperGroup):
    """A family of commands whose help and faults are in French."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command named first; an unknown one is answered with the nearest."""
        if self.get_command(ctx, args[0]) is None:
            voisine = proche(args[0], self.list_commands(ctx))
            suite = f" Vouliez-vous dire « {voisine} » ?" if voisine else ""
            ctx.fail(f"Commande inconnue : « {extrait(args[0])} ».{suite}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **suite: Any) -> Any:
        """Run the command line; a mistyped one is a French sentence and exit code 2."""
        sans_sortir = suite | {"standalone_mode": False}
        if suite == sans_sortir:
            return super().main(*args, **suite)
        try:
            code = super().main(*args, **sans_sortir)
        except typer.Abort:
            code = _echouer("Interrompu : rien de plus n'a été fait.", NON)
        except Exception as faute:
            # Typer keeps its own copy of Click, whose place changes: its faults go by name.
            if not hasattr(faute, "format_message"):
                raise
            code = _dire(faute)
        sys.exit(code if isinstance(code, int) else 0)


def en_francais(famille: typer.Typer) -> None:
    """Have every command of a family, and of those in it, speak French."""
    for commande in famille.registered_commands:
        commande.cls = Commande
    for groupe in famille.registered_groups:
        groupe.cls = Groupe
        if groupe.typer_instance:
            en_francais(groupe.typer_instance)


def _echouer(phrase: str, code: int) -> int:
    """Print a sentence on standard error; gives the exit code."""
    try:
        echouer(phrase, code)
    except typer.Exit as sortie:
        return sortie.exit_code


def _dire(faute: Any) -> int:
    """Say what is wrong on the command line, and where the help is; gives the exit code."""
    if type(faute).__name__ == "NoArgsIsHelpError":
        return USAGE
    ctx = getattr(faute, "ctx", None)
    commande = ctx.command_path if ctx else "fluxbot"
    return _echouer(f"{_phrase(faute)} L'aide : {commande} --help", faute.exit_code)


def _phrase(faute: Any) -> str:
    """Say one of Click's faults in French."""
    match type(faute).__name__:
        case "NoSuchOption":
            suite = liste_fr(sorted(faute.possibilities or ()), "ou")
            return f"Option inconnue : {extrait(faute.option_name)}." + (
                f" Vouliez-vous dire {suite} ?" if suite else ""
            )
        case "BadOptionUsage" if "does not take" in faute.message:
            return f"L'option {faute.option_name} se donne seule, sans valeur."
        case "BadOptionUsage":
            return f"Il manque une valeur après {faute.option_name}."
        case "MissingParameter":
            return f"Il manque {_nom(faute.param)}{_choix(faute.param)}."
        case "BadParameter":
            return f"Valeur refusée pour {_nom(faute.param)} : {_raison(faute)}."
        case _:
            return _phrase_sans_nom(faute.format_message())


def _phrase_sans_nom(message: str) -> str:
    """Say in French the fault that Click has no name for; ours are French already."""
    if message.startswith("Got unexpected extra argument"):
        return f"En trop : {message[message.find('(s) (') + 5 :].rstrip(')')}."
    return message


def _nom(parametre: Any) -> str:
    """Name an option as it is typed, an argument as the help does."""
    if parametre is None:
        return "la commande"
    if parametre.param_type_name == "option":
        return f"l'option {parametre.opts[0]}"
    return f"l'argument « {parametre.name} »"


def _choix(parametre: Any) -> str:
    """Give the values that a parameter may take, if they are counted."""
    permis = getattr(getattr(parametre, "type_descriptor", None), "choices", None) or ()
    ecrits = liste_fr([str(getattr(un, "value", un)) for un in permis], "ou")
    return f" : {ecrits}" if ecrits else ""


def _raison(faute: Any) -> str:
    """Say why a value is refused: the choices, or the rule that it breaks."""
    from pydantic import ValidationError

    from bot.settings import regle_enfreinte

    if not isinstance(faute.__cause__, ValidationError):
        return "elle ne convient pas"
    detail = faute.__cause__.errors()[0]
    if choix := _choix(faute.param):
        return f"« {extrait(str(detail['input']))} » n'est pas permis{choix}"
    return regle_enfreinte(detail)
