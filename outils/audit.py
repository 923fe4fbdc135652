"""Tell which locked dependencies have known vulnerabilities, as pip-audit reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SANS_FAILLE, FAILLES, NON_VERIFIE = 0, 1, 2


def verdict(rapport: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Give the exit code and the lines that a report calls for.

    What could not be checked is never taken for sound: pip-audit itself exits 0 on it.
    """
    lues = rapport["dependencies"]
    failles = [(une, faille) for une in lues for faille in une.get("vulns", ())]
    lignes = [
        f"{une['name']} {une['version']} : {faille['id']}, {_correctif(faille)}"
        for une, faille in failles
    ]
    ignorees = [une["name"] for une in lues if "skip_reason" in une]
    if ignorees:
        lignes.append(
            f"Dépendances non vérifiées : {len(ignorees)} sur {len(lues)}. Le registre joignable "
            "d'ici ne donne pas leurs failles : relancez « make audit » d'un poste qui atteint le "
            "registre public."
        )
    if failles:
        return FAILLES, lignes
    if ignorees or not lues:
        return NON_VERIFIE, lignes or ["Le verrou ne nomme aucune dépendance."]
    return SANS_FAILLE, [f"Aucune faille connue parmi {len(lues)} dépendances."]


def _correctif(faille: Mapping[str, Any]) -> str:
    versions = faille.get("fix_versions")
    return f"corrigée en {versions[0]}" if versions else "sans correctif publié"


def auditer(verrou: Path) -> tuple[int, list[str]]:
    """Run pip-audit, installed beside this interpreter, on a lock with its hashes."""
    outil = Path(sys.executable).with_name("pip-audit")
    ordre = [outil, "--disable-pip", "--progress-spinner", "off", "-f", "json", "-r", verrou]
    fini = subprocess.run(ordre, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        return verdict(json.loads(fini.stdout))
    except ValueError:
        raison = (fini.stderr.strip().splitlines() or ["aucune réponse"])[-1]
        return NON_VERIFIE, [f"L'audit n'a pas pu avoir lieu : {raison}"]


def main() -> int:
    """Audit the lock named on the command line; give the exit code."""
    code, lignes = auditer(Path(sys.argv[1]))
    sys.stdout.write("\n".join(lignes) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
