"""Read what is said of a household on a signed page; a refusal never repeats what was typed."""

from __future__ import annotations

import re
import unicodedata

from core.domain.publics import CATEGORIES, NON_PRECISEE
from core.errors import SaisieInvalide
from core.messages.saisies import Lecteur
from core.texte import cle

NOM_MAX, ADRESSE_MAX, COURRIEL_MAX = 80, 200, 80
LIBELLES = {
    "numero": "numéro unique",
    "nom": "nom",
    "prenom": "prénom",
    "telephone": "téléphone",
    "courriel": "courriel",
    "adresse": "adresse",
    "categorie": "catégorie",
}
"""What each field of a candidate is called."""

EXEMPLES = {
    "nom": "D'Aubigné-Hoareau",
    "prenom": "Marie-Thérèse",
    "telephone": "0692 12 34 56",
    "courriel": "m.hoareau@exemple.re",
    "adresse": "12 rue des Bons-Enfants, 97420 Le Port",
    "categorie": NON_PRECISEE,
}
_ACCOLES = frozenset("'’ʼ-‐‑ ")
"""What joins the parts of a name."""
_INDICATIF = re.compile(r"(?:\+|00)(?:33|262|590|594|596)(?:0(?=[1-9]))?")
_COURRIEL = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}")


def intitule(champ: str) -> str:
    """Name a field as people read it: « Candidat 2, nom »."""
    nom, _, rang = champ.partition("_")
    libelle = LIBELLES.get(nom, nom)
    return f"Candidat {rang}, {libelle}" if rang else libelle.capitalize()


def faute(champ: str, regle: str, exemple: str = "") -> SaisieInvalide:
    """Build the one sentence of a bad field; it holds no value: they are all personal."""
    exemple = exemple or EXEMPLES[champ.partition("_")[0]]
    return SaisieInvalide(f"{intitule(champ)} : {regle}. Exemple : {exemple}", champ)


def lire_nom(champ: str, texte: str) -> str:
    """Read a name or a first name: letters of any alphabet, apostrophes, hyphens, spaces."""
    net = _net(champ, texte, NOM_MAX)
    for signe in net:
        if signe not in _ACCOLES and unicodedata.category(signe)[0] not in "LM":
            regle = f"le signe « {signe} » n'entre pas dans un nom"
            raise faute(champ, f"{regle} (lettres, apostrophe, trait d'union et espace)")
    if not any(signe.isalpha() for signe in net):
        raise faute(champ, "il n'y a aucune lettre")
    return net


def lire_telephone(champ: str, texte: str) -> str:
    """Read a phone number of France or overseas; gives it by pairs: « 06 92 12 34 56 »."""
    nu = re.sub(r"[\s.\-‐‑–/()]", "", unicodedata.normalize("NFKC", texte))
    national = _INDICATIF.sub("0", nu, count=1) if _INDICATIF.match(nu) else nu
    if not re.fullmatch(r"\+?[0-9]+", national):
        raise faute(champ, "écrivez des chiffres, avec ou sans indicatif (+262)")
    if not re.fullmatch(r"0[1-9][0-9]{8}", national):
        regle = f"un numéro de France ou d'outre-mer a 10 chiffres (ici {len(national)})"
        raise faute(champ, f"{regle} et commence par 0, ou par +262 et 9 chiffres")
    return " ".join(national[rang : rang + 2] for rang in range(0, 10, 2))


def lire_courriel(champ: str, texte: str) -> str:
    """Read an e-mail address; gives it in lower case."""
    net = _net(champ, texte, COURRIEL_MAX).lower()
    if not _COURRIEL.fullmatch(net):
        raise faute(champ, "une adresse s'écrit nom@domaine, sans espace ni virgule")
    return net


def lire_adresse(champ: str, texte: str) -> str:
    """Read a postal address: one line."""
    return _net(champ, texte, ADRESSE_MAX)


def lire_categorie(champ: str, texte: str) -> str:
    """Read a priority category, by its label or its code; gives the code, "" for none."""
    voulue = cle(texte)
    if voulue == cle(NON_PRECISEE):
        return ""
    for code, libelle in CATEGORIES.items():
        if voulue in (cle(code), cle(libelle)):
            return code
    raise faute(champ, "choisissez dans la liste (CCH L441-1)")


LECTEURS: dict[str, Lecteur] = {
    "nom": lire_nom,
    "prenom": lire_nom,
    "telephone": lire_telephone,
    "courriel": lire_courriel,
    "adresse": lire_adresse,
    "categorie": lire_categorie,
}
"""The reader of each field of a household."""


def _net(champ: str, texte: str, maximum: int) -> str:
    """Give a text on one line, composed, without control characters; refuse it empty or long."""
    compose = unicodedata.normalize("NFC", texte)
    net = " ".join("".join(c if c.isprintable() else " " for c in compose).split())
    if not net:
        raise faute(champ, "le champ est vide")
    if len(net) > maximum:
        raise faute(champ, f"{len(net)} caractères, {maximum} au plus")
    return net
