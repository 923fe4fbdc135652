"""Trois écrans vraisemblables, pour les tests et pour juger la mise en page à l'œil."""

from typing import Any

Json = dict[str, Any]


def plain(words: str) -> Json:
    """Un texte simple."""
    return {"type": "plain_text", "text": words, "emoji": True}


def marked(words: str) -> Json:
    """Un texte `mrkdwn`, sans lien automatique."""
    return {"type": "mrkdwn", "text": words, "verbatim": True}


def button(label: str, action: str, style: str = "") -> Json:
    """Un bouton."""
    extra = {"style": style} if style else {}
    return {"type": "button", "text": plain(label), "action_id": action, "value": "1", **extra}


AVIS: list[Json] = [
    {"type": "header", "text": plain("Avis de vacance V-2026-0042")},
    {"type": "section", "text": marked("*T3 à Saint-Denis*, La Source, libre le 1er mars.")},
    {
        "type": "section",
        "fields": [
            marked("*Loyer*\n512,30 €"),
            marked("*Financement*\nLLTS"),
            marked("*Année*\n1998"),
            marked("*Ascenseur*\nNon"),
            marked("*QPV*\nOui"),
            marked("*Numéro*\n`974-0042`"),
        ],
    },
    {"type": "context", "elements": [marked("À désigner avant le 12 mars 2026, 18 h 00.")]},
    {
        "type": "actions",
        "elements": [
            button("Désigner des candidats", "designer", "primary"),
            button("Rendre le logement", "rendre", "danger"),
            button("Voir le dossier", "voir"),
        ],
    },
]
LISTE: list[Json] = [
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Trois candidats désignés", "style": {"bold": True}},
                    {"type": "text", "text": " pour ce logement :"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
                    for words in ("974 0318 0001", "974 0318 0002", "974 0318 0003")
                ],
            },
        ],
    }
]
MESSAGES: list[Json] = [
    {
        "author": "fluxbot",
        "bot": True,
        "time": "09:12",
        "blocks": AVIS,
        "edited": True,
        "thread": [
            {"author": "Jeanne Hoareau", "time": "09:30", "text": "On regarde *ce matin*."},
            {"author": "fluxbot", "bot": True, "time": "10:02", "blocks": LISTE},
        ],
    },
    {
        "author": "fluxbot",
        "bot": True,
        "time": "10:05",
        "ephemeral": True,
        "text": "Ce bouton est réservé au réservataire.\n• Vous êtes : *Bailleur*\n"
        "• Attendu : `réservataire` &amp; gestionnaire",
    },
]


def entry(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """Un bloc de saisie."""
    field = {"action_id": "valeur", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": field, **more}


TYPES = [{"text": plain(name), "value": name} for name in ("T1", "T2", "T3", "T4")]
MODALE: Json = {
    "type": "modal",
    "callback_id": "vacance",
    "title": plain("Déclarer une vacance"),
    "submit": plain("Déclarer"),
    "close": plain("Annuler"),
    "blocks": [
        entry(
            "commune",
            "Commune",
            {"type": "plain_text_input", "initial_value": "Saint-Deni", "max_length": 80},
        ),
        entry(
            "type",
            "Type",
            {"type": "static_select", "placeholder": plain("Choisir…"), "options": TYPES},
        ),
        entry(
            "libre",
            "Libre le",
            {"type": "datepicker", "initial_date": "2026-03-01"},
            hint=plain("Le préavis court jusqu'à cette date."),
        ),
        entry(
            "pmr",
            "Accessible",
            {"type": "radio_buttons", "options": TYPES[:2], "initial_option": TYPES[0]},
        ),
        entry(
            "note",
            "Note au réservataire",
            {"type": "plain_text_input", "multiline": True, "placeholder": plain("Une phrase")},
            optional=True,
        ),
    ],
}
FAUTES = {
    "commune": "« Saint-Deni » n'est pas une commune de La Réunion. Exemple : Saint-Denis.",
    "type": "Choisissez un type.",
}


def _dossier(number: str, words: str, label: str) -> Json:
    return {
        "type": "section",
        "block_id": number,
        "text": marked(f"*{number}*\n{words}"),
        "accessory": button(label, "ouvrir"),
    }


ACCUEIL: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("À faire")},
        {"type": "context", "elements": [marked("Mis à jour le 3 mars à 08:00")]},
        _dossier("V-2026-0042", "T3 à Saint-Denis, à désigner avant le *12 mars*", "Désigner"),
        _dossier("V-2026-0039", "T2 au Port, à désigner avant le *15 mars*", "Désigner"),
        {"type": "divider"},
        {"type": "header", "text": plain("En cours")},
        _dossier("V-2026-0031", "T4 à Saint-Paul, commission le 20 mars", "Ouvrir"),
        _dossier("V-2026-0028", "T3 à Saint-Pierre, trois candidats désignés", "Ouvrir"),
        {
            "type": "actions",
            "elements": [button("Tous les dossiers", "tous"), button("Réglages", "reglages")],
        },
    ],
}
