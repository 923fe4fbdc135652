"""Decisions recorded live, and what becomes of them (LA art. 2)."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.envois import Genre
from tests.component.commission.commun import CIB, DP, OFFRE, attendus, decision, dernier, lue
from tests.component.scene import Scene, groupe
from tests.unit.documents.lecture import mots_du_pdf, sans_blancs, textes_du_word


async def test_decisions_are_recorded_live_by_button_and_form(en_seance: Scene) -> None:
    await en_seance.presser("dora", f"Décider {DP[0]}")
    fautes = await en_seance.soumettre(
        "dora",
        commande="commission",
        fixe={"reference_avis": CIB, "action": "decision"},
        champs={"dossier": DP[0], "texte": "T3 au rez-de-chaussée", "bailleur": "Neotoa"},
        questions="formulaire",
    )
    assert fautes == {}
    assert (
        "Neotoa doit proposer un logement adapté d'ici la prochaine séance"
        in (en_seance.textes("dora")[-1])
    )
    assert "vous est désigné" in en_seance.textes("nina", Genre.PRIORITAIRE)[-1]
    assert f"[Décider {DP[0]}]" not in en_seance.textes("dora")[-1]


async def test_households_are_decided_in_the_order_that_the_reader_sees(en_seance: Scene) -> None:
    fautes = await en_seance.soumettre(
        "dora",
        commande="dossier",
        fixe={"reference_avis": DP[1], "action": "rectifier"},
        champs={"categorie": "violences", "urgent": "oui"},
        questions="formulaire",
    )
    assert fautes == {}
    await en_seance.dire("dora", f"/commission {CIB}")
    pressant = dernier(en_seance, "dora").boutons[0]
    assert pressant.arguments["dossier"] == DP[1]
    assert lue(en_seance, "dora", {"reference_avis": CIB}).boutons[0].arguments["dossier"] == DP[0]
    assert "[Noter les présents]" in en_seance.textes("dora")[-1]
    assert "Encore 2 ménages sans décision." in await en_seance.dire("dora", decision(DP[0]))


async def test_a_second_decision_replaces_the_first_and_asks_before_releasing_a_bailleur(
    en_seance: Scene,
) -> None:
    await en_seance.dire("dora", decision(DP[0], 'bailleur="Habitat 44"'))
    demande = await en_seance.dire("dora", decision(DP[0], 'bailleur="Neotoa"'))
    assert "a déjà un bailleur désigné, Habitat 44" in demande
    reponse = await en_seance.presser("dora", "Oui, je confirme")
    assert "remplace la décision n° 1" in reponse
    fiche = await en_seance.dire("dora", f"/commission {CIB}")
    assert "n° 2" in fiche and "n° 1 " not in fiche
    await en_seance.dire("dora", f"/commission {CIB} retirer_decision 2")
    assert "Aucune décision enregistrée." in await en_seance.dire("dora", f"/commission {CIB}")
    actions = en_seance.actions(CIB)[-3:]
    assert actions == ["décision prise", "décision prise", "décision retirée"]


async def test_what_may_not_be_decided_is_refused_with_the_rule(en_seance: Scene) -> None:
    prive = await en_seance.dire("dora", decision(DP[0], texte="Mme Martin, victime de violences"))
    assert "catégorie prioritaire" in prive
    passe = await en_seance.dire("dora", decision(DP[0], "avant=01/04/2026"))
    assert "avant : « 01/04/2026 » est passé" in passe
    inconnu = await en_seance.dire("dora", decision("DP-2026-0099"))
    assert "Je ne trouve pas de dossier DP-2026-0099" in inconnu
    await en_seance.dire("dora", f'/dossier {DP[1]} retirer motif="demande radiée" confirmer=oui')
    clos = await en_seance.dire("dora", decision(DP[1]))
    assert f"{DP[1]} est clos : il est « retiré » depuis le 09/04/2026" in clos


async def test_once_closed_a_meeting_changes_no_more_and_everybody_gets_the_summary(
    close: Scene,
) -> None:
    releve = close.textes("hugo", Genre.COMMISSION)[-1]
    assert "3 ménages examinés, 2 décisions, toutes adressées à un bailleur." in releve
    assert DP[0] in releve and DP[1] not in releve
    assert "au plus tard le mardi 09/06/2026 (LA art. 2)" in releve
    refus = await close.dire("dora", decision(DP[2]))
    assert "la séance est « close », elle devrait être « en séance »" in refus


async def test_what_became_of_a_decision_is_read_from_the_household(close: Scene) -> None:
    await close.dire("hugo", f"/dossier {DP[0]} proposer {OFFRE}")
    await close.dire("hugo", f"/dossier {DP[0]} reponse accepte")
    fiche = await close.dire("dora", f"/commission {CIB}")
    assert f"{DP[0]} · Habitat 44 · tenue · T3 à Rezé (hors QPV)" in fiche
    assert f"{DP[1]} · Neotoa · attendue avant le 20/04/2026" in fiche


async def test_when_its_day_passes_the_bailleur_and_the_state_are_told_once(close: Scene) -> None:
    close.horloge.avancer_a(datetime(2026, 4, 21, 7, 0, tzinfo=UTC))
    await close.battre()
    await close.battre()
    assert "1 proposition en retard" in close.textes("nina", Genre.COMMISSION)[-1]
    assert "1 proposition attendue des bailleurs" in close.textes("dora", Genre.COMMISSION)[-1]
    assert not [un for un in close.textes("hugo", Genre.COMMISSION) if "en retard\n" in un]
    assert not [un for un in attendus(close) if un.instant < close.maintenant]


async def test_before_the_next_meeting_each_bailleur_is_reminded_of_what_it_owes(
    close: Scene,
) -> None:
    await close.dire("dora", "/commission nouvelle date=04/06/2026")
    await close.dire("hugo", f"/dossier {DP[0]} proposer {OFFRE}")
    close.horloge.avancer_a(datetime(2026, 5, 21, 7, 0, tzinfo=UTC))
    await close.battre()
    relances = [un for un in close.textes("nina", Genre.COMMISSION) if "avant la séance" in un]
    assert "1 proposition à faire avant la séance du jeudi 04/06/2026" in relances[-1]
    assert not [un for un in close.textes("hugo", Genre.COMMISSION) if "avant la séance" in un]


async def test_the_whole_account_is_given_in_private_and_the_anonymous_one_anywhere(
    close: Scene,
) -> None:
    salle = groupe("salle")
    refus = await close.dire("dora", f"/commission {CIB} resume format=pdf", salle)
    assert "je ne le donne qu'en privé" in refus
    await close.dire("dora", f"/commission {CIB} resume format=docx version=anonyme", salle)
    jointe = close.fil("salle")[-1].livraison.message.piece
    assert jointe and jointe.nom == f"compte-rendu-anonyme-{CIB}.docx"
    await close.dire("dora", f"/commission {CIB} resume format=pdf")
    entier = dernier(close, "dora").piece
    assert entier and entier.contenu.startswith(b"%PDF")


async def test_a_decision_taken_up_again_is_followed_in_its_last_form_only(close: Scene) -> None:
    await close.dire("dora", "/commission nouvelle date=15/04/2026 heure=9h")
    close.horloge.avancer_a(datetime(2026, 4, 15, 7, 0, tzinfo=UTC))
    await close.battre()
    await close.dire("dora", "/commission CIB-2026-0002 ouvrir")
    suite = f'/commission CIB-2026-0002 decision {DP[1]} texte="un T2 aussi" avant=30/05/2026'
    await close.dire("dora", suite)
    await close.dire("dora", "/commission CIB-2026-0002 clore confirmer=oui")
    fiche = await close.dire("dora", f"/commission {CIB}")
    assert f"{DP[1]} · Neotoa · reprise en séance depuis" in fiche
    close.horloge.avancer_a(datetime(2026, 4, 21, 7, 0, tzinfo=UTC))
    await close.battre()
    assert not [
        un for un in close.textes("nina", Genre.COMMISSION) if "1 proposition en retard" in un
    ]
    assert "1 proposition en retard" in close.textes("hugo", Genre.COMMISSION)[-1]


async def test_the_account_names_no_category_of_the_households_of_others(close: Scene) -> None:
    await close.dire("hugo", f"/commission {CIB} resume format=pdf")
    piece = dernier(close, "hugo").piece
    assert piece
    lus = mots_du_pdf(piece.contenu)
    assert sans_blancs("que pour les ménages que vous suivez") in lus
    assert sans_blancs("non communiquée") not in lus


async def test_an_anonymous_account_keeps_the_counts_of_its_closing(close: Scene) -> None:
    async def editer() -> list[str]:
        await close.dire("dora", f"/commission {CIB} resume format=docx version=anonyme")
        jointe = dernier(close, "dora").piece
        assert jointe
        return textes_du_word(jointe.contenu)

    premiere = await editer()
    await close.dire("dora", "/objectifs annee=2026 global=400")
    seconde = await editer()
    assert "400" in seconde
    assert ("en retard" in premiere, "en retard" in seconde) == (False, False)
