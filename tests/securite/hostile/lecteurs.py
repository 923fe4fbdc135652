"""Every parser, by name, with good inputs to damage and the only faults that it may raise."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context

from bot.channels.email.adresses import lire_expediteur
from bot.channels.email.rebonds import lire_rebond
from bot.channels.slack import courrier as courriers
from bot.channels.slack import incoming as slack
from bot.handlers import arguments, numeros_saisis
from bot.handlers.coordonnees import nomme_un_menage
from bot.masques import Expurgateur
from core.domain import adresses, numero_unique, references, texte_libre
from core.domain.acces import LienRefuse
from core.errors import Refus
from core.messages import saisies, saisies_menage, saisies_programme, saisies_seance
from storage.annexes.lecture import lire_annexes
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.fautes import ConventionInvalide
from storage.conventions.loader import charger, conventions_livrees
from storage.liens import Liens
from storage.menages_importes.lecture import lire_menages
from storage.menages_importes.tableau import ENTETE as ENTETE_MENAGES
from storage.menages_importes.tableau import est_un_tableau_de_menages
from storage.rpls.declaration import lire_declaration
from tests.annexes import ENTETE, LA, LP, RANGEE
from tests.securite.hostile import malice
from tests.securite.hostile.livraisons import SLACK
from tests.unit.rpls.fichiers import LOUE

Lecteur = Callable[[Random], Any]

BONS = (
    *("974031800012310001", "02A031800012310001", "AV-2026-0001", "PN-2026-0001 candidats", "oui"),
    *("512,30", "512.30 €", "1998", "15/01/2027", "2027-01-15", "14h30", "T3", "LLTS", "PLUS", "2"),
    *('commune="Le Port" type=T3 loyer=512,30', "motif=« deux demandes radiées »", "13-2 = 1"),
    *(
        "8 x T3 PLUS 512,30 85 ; 4 x T2 PLAI 380 60",
        "Le Port 2 ; ouest 1",
        "1-4, 7",
        "06 92 41 73 58",
    ),
    *(
        "jean.dupont@ville.fr",
        "fluxbot <avis@exemple.fr>",
        "cave, parking",
        "Mme Payet, 3 rue des Lilas",
    ),
)
MENAGE = '974031800012310001;dalo;rapport;"T2, T3";"Nantes, Rezé";15/01/2026;oui;Silène;'
RPLS = "\n".join([";".join(LOUE), *(";".join(LOUE.values()) for _ in range(3))]).encode()
REBOND = (
    b"From: MAILER-DAEMON@relais.test\r\nSubject: echec\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nechec\r\n--b\r\nContent-Type: message/delivery-status"
    b"\r\n\r\nReporting-MTA: dns; r\r\n\r\nFinal-Recipient: rfc822; m@v.fr\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: "
    b"<0123456789abcdef0123456789abcdef@fluxbot.test>\r\nX-Fluxbot-Retour: "
    b"0123456789abcdef0123456789abcdef\r\n\r\nx\r\n--b--\r\n"
)
LIENS = Liens(Coffre(nouvelle_cle()), "https://fluxbot.test")
PRIORITE = conventions_livrees()["loire-atlantique-2024"].priorite
CONVENTION = Path(charger.__code__.co_filename).with_name("le-port-2024.toml").read_bytes()


def classeur(*rangees: str) -> bytes:
    """Make a workbook of lines in CSV."""
    fait, tampon = Workbook(), io.BytesIO()
    for une in rangees:
        fait.active.append([cellule.strip('"') for cellule in une.split(";")])
    fait.save(tampon)
    return tampon.getvalue()


ANNEXES_CSV = f"{ENTETE}\n{RANGEE}\n".encode()
ANNEXES_TOML = (
    b'[[annexe]]\nbailleur = "SIDR"\nreservataire = "Le Port"\nannee = 2024\ntaux = "6,89"\n'
)
ANNEXES_XLSX = classeur(ENTETE, RANGEE)
MENAGES_CSV = f"{ENTETE_MENAGES}\n{MENAGE}\n".encode()
MENAGES_XLSX = classeur(ENTETE_MENAGES, MENAGE)


def de_champ(module: Any) -> dict[str, Lecteur]:
    """Give every reader of a field that a module holds, by name."""
    noms = [nom for nom in vars(module) if nom.startswith("lire_")]
    return {
        f"{module.__name__}.{nom}": _de_champ(getattr(module, nom), nom.removeprefix("lire_"))
        for nom in noms
        if getattr(module, nom).__module__ == module.__name__
    }


def _de_champ(lecteur: Callable[[str, str], Any], champ: str) -> Lecteur:
    return lambda rng: lecteur(champ, malice.texte(rng, BONS))


def d_un_texte(lecteur: Callable[[str], Any]) -> Lecteur:
    """Give a reader of any text."""
    return lambda rng: lecteur(malice.texte(rng, BONS))


TEXTES: Mapping[str, Lecteur] = {
    **de_champ(saisies),
    **de_champ(saisies_menage),
    **de_champ(saisies_programme),
    **de_champ(saisies_seance),
    **de_champ(adresses),
    "arguments": d_un_texte(arguments.decouper),
    "référence": d_un_texte(arguments.lire_reference),
    "préfixe": d_un_texte(references.prefixe_de),
    "numéro unique": d_un_texte(numero_unique.lire_numero_unique),
    "numéros": lambda rng: numeros_saisis.lire_numeros(malice.texte(rng, BONS).split()),
    "numéro caché": d_un_texte(numeros_saisis.contient_un_numero),
    "ménage nommé": d_un_texte(nomme_un_menage),
    "texte libre": lambda rng: texte_libre.verifier_texte_libre("motif", malice.texte(rng, BONS)),
    "lien": lambda rng: LIENS.lire(malice.texte(rng, (LIENS.sceller([1], "x"), "WyJ4Il0.abc"))),
    "sceau": lambda rng: LIENS.desceller(malice.texte(rng, (LIENS.sceller([1], "x"),)), "x"),
    "journal": d_un_texte(Expurgateur(["secret-connu"])),
}


def slack_recu(rng: Random) -> object:
    """Have a delivery of Slack recognised and read."""
    corps = malice.objet(rng, rng.choice(SLACK))
    try:
        contexte = build_async_context(AsyncBoltContext(), corps)
    except (AttributeError, TypeError, KeyError, IndexError):
        return None  # Bolt refuses it before us.
    recu = courriers.ouvrir(corps, contexte)
    return slack.traduire(courriers.lire(recu.ecrire())) if recu else None


def _expediteur(rng: Random) -> object:
    try:
        return lire_expediteur(malice.texte(rng, BONS))
    except ValueError:
        return None


OBJETS: Mapping[str, Lecteur] = {
    "livraison de Slack": slack_recu,
    "rebond": lambda rng: lire_rebond(malice.octets(rng, REBOND)),
    "expéditeur": _expediteur,
}


def fichiers(dossier: Path) -> Mapping[str, Lecteur]:
    """Give every reader of a file; some read it from a folder."""

    def pose(contenu: bytes, suffixe: str) -> Path:
        chemin = dossier / f"hostile{suffixe}"
        chemin.write_bytes(contenu)
        return chemin

    def rpls(rng: Random) -> object:
        return lire_declaration(pose(malice.octets(rng, RPLS), ".csv"), 2025)

    def convention(rng: Random) -> object:
        return charger(pose(malice.octets(rng, CONVENTION), ".toml"))

    return {
        "annexes en CSV": lambda rng: lire_annexes("a.csv", malice.octets(rng, ANNEXES_CSV), LP),
        "annexes en TOML": lambda rng: lire_annexes("a.toml", malice.octets(rng, ANNEXES_TOML), LA),
        "annexes en XLSX": lambda rng: lire_annexes(
            "a.xlsx", malice.archive(rng, ANNEXES_XLSX), LP
        ),
        "ménages en CSV": lambda rng: lire_menages(
            "m.csv", malice.octets(rng, MENAGES_CSV), PRIORITE
        ),
        "ménages en XLSX": lambda rng: lire_menages(
            "m.xlsx", malice.archive(rng, MENAGES_XLSX), PRIORITE
        ),
        "genre de fichier": lambda rng: est_un_tableau_de_menages(
            malice.archive(rng, MENAGES_XLSX)
        ),
        "RPLS": rpls,
        "convention": convention,
    }


PERMISES = (Refus, LienRefuse, ConventionInvalide)
