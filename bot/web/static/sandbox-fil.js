// One conversation: only the messages that changed are replaced, so a form being filled stays.

const MARGE = 40;
const places = new WeakMap();

function section(cle) {
  return document.getElementById(`conversation-${cle}`);
}

// After one's own gesture, the reading starts at the first answer; else at the last message.
let ancre = null;
export function nouveauGeste() {
  ancre = null;
}

export function appliquerFil(cle, html, cEstMoi) {
  const fil = section(cle).querySelector(".fil");
  const neuf = document.createElement("template");
  neuf.innerHTML = html;
  const plusBas = fil.scrollHeight - fil.clientHeight;
  const suivait = fil.scrollTop >= Math.min(places.get(fil) ?? 0, plusBas) - MARGE;
  const nouveaux = remplacer(fil, neuf.content);
  if (!nouveaux.length) return montrerLaSuite(cle);
  if (cEstMoi) ancre ??= nouveaux[0].id;
  const occupe = !cEstMoi && fil.contains(document.activeElement) && document.activeElement !== fil;
  if (suivait && !occupe) placer(fil, nouveaux, cEstMoi);
  signaler(cle);
  if (cEstMoi) viser(nouveaux.at(-1));
}

// Gives the messages that were not there; a form that was sent back with faults counts as one.
function remplacer(fil, contenu) {
  const gardes = new Set();
  const nouveaux = [];
  for (const article of [...contenu.querySelectorAll("article")]) {
    gardes.add(article.id);
    const ancien = document.getElementById(article.id);
    if (!ancien) {
      fil.append(article);
      nouveaux.push(article);
    } else if (ancien.dataset.version !== article.dataset.version) {
      const dedans = ancien.contains(document.activeElement);
      const fautes = article.querySelector(".fautes");
      if (!fautes) reprendreLesSaisies(ancien, article);
      ancien.replaceWith(article);
      if (fautes) nouveaux.push(article);
      else if (dedans) fil.focus({ preventScroll: true });
    }
  }
  for (const ancien of [...fil.children]) {
    if (gardes.size && !gardes.has(ancien.id)) ancien.remove();
  }
  return nouveaux;
}

function reprendreLesSaisies(ancien, article) {
  const avant = ancien.querySelector(".formulaire");
  const apres = article.querySelector(".formulaire");
  if (!avant || !apres) return;
  for (const [nom, valeur] of new FormData(avant)) {
    const champ = apres.elements[nom];
    if (champ && nom.startsWith("champ-")) champ.value = valeur;
  }
}

function placer(fil, nouveaux, cEstMoi) {
  const fautif = nouveaux.find((un) => un.querySelector(".fautes"));
  const cible = fautif ?? (cEstMoi && document.getElementById(ancre));
  fil.scrollTop = (cible || nouveaux.at(-1)).offsetTop - 12;
  places.set(fil, fil.scrollTop);
}

// After one's own gesture, the keyboard goes where the next answer is expected.
function viser(article) {
  const fautes = article.querySelector(".fautes");
  const champ = article.querySelector(".formulaire :is(input:not([type=hidden]), select, textarea)");
  (fautes ?? champ)?.focus({ preventScroll: true });
}

function enBas(fil) {
  return fil.scrollHeight - fil.scrollTop - fil.clientHeight < MARGE;
}

function montrerLaSuite(cle) {
  const ici = section(cle);
  ici.querySelector(".plus-bas").hidden = enBas(ici.querySelector(".fil"));
}

function signaler(cle) {
  montrerLaSuite(cle);
  const onglet = document.querySelector(`[data-onglet="${cle}"]`);
  onglet.querySelector(".pastille").hidden = onglet.hasAttribute("aria-current");
}

function suivreOnglets() {
  const veille = new IntersectionObserver((entrees) => {
    for (const { target, isIntersecting } of entrees) {
      const onglet = document.querySelector(`[data-onglet="${target.dataset.cle}"]`);
      onglet.toggleAttribute("aria-current", isIntersecting);
      if (isIntersecting) {
        onglet.setAttribute("aria-current", "true");
        onglet.querySelector(".pastille").hidden = true;
      }
    }
  }, { root: document.getElementById("conversations"), threshold: 0.6 });
  for (const un of document.querySelectorAll(".conversation")) veille.observe(un);
}

export function preparerFils() {
  for (const ici of document.querySelectorAll(".conversation")) {
    const fil = ici.querySelector(".fil");
    const suite = ici.querySelector(".plus-bas");
    fil.scrollTop = fil.scrollHeight;
    places.set(fil, fil.scrollTop);
    fil.addEventListener("scroll", () => { if (enBas(fil)) suite.hidden = true; });
    suite.addEventListener("click", () => {
      fil.scrollTop = fil.scrollHeight;
      places.set(fil, fil.scrollTop);
      fil.focus({ preventScroll: true });
    });
  }
  suivreOnglets();
}
