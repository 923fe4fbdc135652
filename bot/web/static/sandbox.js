// The sandbox's page: sends what people do, shows what changed. Works without it too.
import { appliquerFil, nouveauGeste, preparerFils } from "./sandbox-fil.js";

const alerte = document.getElementById("alerte");
const enCours = new Map();
let dossierChoisi = "";
let attentePanneaux = 0;
let monGeste = "";

function dire(phrase) {
  alerte.textContent = phrase;
  alerte.hidden = !phrase;
}

async function lire(adresse) {
  const reponse = await fetch(adresse, { headers: { "X-Requested-With": "fetch" } });
  if (!reponse.ok) throw new Error(await reponse.text());
  return reponse.text();
}

// One load at a time for each part; a change that comes meanwhile asks for one more.
async function charger(nom) {
  const actuel = enCours.get(nom);
  if (actuel) {
    actuel.encore = true;
    return actuel.fin;
  }
  const etat = { encore: false };
  enCours.set(nom, etat);
  etat.fin = (async () => {
    try {
      do {
        etat.encore = false;
        await montrer(nom);
      } while (etat.encore);
    } catch {
      // The stream says when the sandbox is gone, and loads everything when it is back.
    } finally {
      enCours.delete(nom);
    }
  })();
  return etat.fin;
}

async function montrer(nom) {
  if (nom === "bandeau") {
    document.getElementById("bandeau").innerHTML = await lire("/bandeau");
  } else if (nom === "panneaux") {
    montrerPanneaux(await lire(`/panneaux?dossier=${encodeURIComponent(dossierChoisi)}`));
  } else {
    const html = await lire(`/conversation/${encodeURIComponent(nom)}`);
    appliquerFil(nom, html, monGeste === nom);
  }
}

function montrerPanneaux(html) {
  const choisissait = document.activeElement?.id === "dossier";
  const neuf = document.createElement("template");
  neuf.innerHTML = html;
  for (const panneau of neuf.content.querySelectorAll("[data-panneau]")) {
    document.querySelector(`main [data-panneau="${panneau.dataset.panneau}"]`).replaceWith(panneau);
  }
  if (choisissait) document.getElementById("dossier")?.focus();
}

function panneauxBientot() {
  if (!document.querySelector(".panneau[open]")) return;
  clearTimeout(attentePanneaux);
  attentePanneaux = setTimeout(() => charger("panneaux"), 250);
}

function chargerTout() {
  for (const un of document.querySelectorAll(".conversation")) charger(un.dataset.cle);
  charger("bandeau");
  panneauxBientot();
}

async function envoyer(formulaire, bouton) {
  const donnees = new FormData(formulaire, bouton);
  const corps = formulaire.matches(".depot") ? donnees : new URLSearchParams(donnees);
  const saisie = formulaire.matches(".saisie") ? formulaire.elements.texte : null;
  if (saisie && !saisie.value.trim()) return saisie.focus();
  const texte = saisie?.value;
  if (saisie) saisie.value = "";
  if (bouton) bouton.disabled = true;
  monGeste = corps.get("personne") ?? "";
  nouveauGeste();
  try {
    const reponse = await fetch(formulaire.getAttribute("action"), {
      method: "POST",
      body: corps,
      headers: { "X-Requested-With": "fetch" },
    });
    if (!reponse.ok) throw new Error(await reponse.text());
    dire("");
  } catch (erreur) {
    if (saisie && !saisie.value) saisie.value = texte;
    dire(erreur instanceof TypeError ? "Le bac à sable ne répond plus. Relancez fluxbot demo, puis rechargez la page." : erreur.message);
  }
  if (bouton) bouton.disabled = false;
  if (formulaire.matches(".depot")) formulaire.reset();
  await Promise.all([charger(monGeste || "bandeau"), charger("bandeau")]);
  panneauxBientot();
  if (saisie && !document.activeElement?.closest(".fil")) saisie.focus({ preventScroll: true });
}

function mettreEnPlace(bouton) {
  const conversation = document.getElementById(`conversation-${bouton.dataset.vers}`);
  const champs = [...conversation.querySelectorAll(`[name="champ-${bouton.dataset.champ}"]`)];
  const champ = champs.at(-1) ?? conversation.querySelector(".saisie textarea");
  champ.value = champs.length ? bouton.dataset.valeur : bouton.dataset.texte;
  conversation.scrollIntoView({ block: "nearest", inline: "start" });
  champ.focus({ preventScroll: conversation.querySelector(".saisie textarea") === champ });
}

function ecouter() {
  const flux = new EventSource("/evenements");
  flux.addEventListener("open", () => { dire(""); chargerTout(); });
  flux.addEventListener("change", (evenement) => { charger(evenement.data); panneauxBientot(); });
  flux.addEventListener("error", () => dire("Connexion perdue avec le bac à sable : nouvel essai en cours."));
  window.addEventListener("pagehide", () => flux.close());
}

document.documentElement.classList.add("js");
if (matchMedia("(max-width: 40rem)").matches && document.querySelector(".message")) {
  document.getElementById("aide")?.removeAttribute("open");
}
document.addEventListener("submit", (evenement) => {
  if (!evenement.target.matches("[data-envoi]")) return;
  evenement.preventDefault();
  envoyer(evenement.target, evenement.submitter);
});
document.addEventListener("keydown", (evenement) => {
  if (evenement.key !== "Enter" || evenement.shiftKey || evenement.isComposing) return;
  if (!evenement.target.matches(".saisie textarea")) return;
  evenement.preventDefault();
  evenement.target.form.requestSubmit();
});
document.addEventListener("click", (evenement) => {
  const bouton = evenement.target.closest(".copier");
  if (bouton) mettreEnPlace(bouton);
});
document.addEventListener("change", (evenement) => {
  if (evenement.target.matches(".depot input")) return evenement.target.form.requestSubmit();
  if (evenement.target.id !== "dossier") return;
  dossierChoisi = evenement.target.value;
  charger("panneaux");
});
for (const panneau of document.querySelectorAll(".panneau")) {
  panneau.addEventListener("toggle", panneauxBientot);
}
preparerFils();
ecouter();
