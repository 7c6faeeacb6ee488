// Guides before the reference; but what is typed as code, such as OutcomeUnknownError or Vouchers.list, leads to itself.
var Scorer = {
  score: ([docname, title, anchor, descr, score, filename, kind]) => {
    const typed = (new URLSearchParams(window.location.search).get("q") || "").trim();
    const isCode = /[.\p{Lu}]./u.test(typed.slice(1)) || /^unifi_sdk/.test(typed);
    if (kind === "object" && isCode && `.${title}`.endsWith(`.${typed}`)) return score + 1000;
    if (/^(howto|tutorial)\//.test(docname)) return score + 200;
    if (!docname.startsWith("reference/")) return score + 150;
    if (kind === "title") return score + 100;
    return kind === "text" ? score + 50 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 30,
  partialTitle: 14,
  term: 5,
  partialTerm: 2,
};
