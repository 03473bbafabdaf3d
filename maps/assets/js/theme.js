// Light or dark: as the page was written, as the page around a fragment has it, or as the reader's system.
(function (Dateline) {
  "use strict";

  // What switches of themes write on an element around: those of Furo, PyData and Docusaurus, of Bootstrap, of Material
  // for MkDocs, of Quarto. The adapters have the same in the style sheet of their figures.
  const LIGHT = "[data-theme=light], [data-bs-theme=light], [data-md-color-scheme=default], .quarto-light";
  const DARK = "[data-theme=dark], [data-bs-theme=dark], [data-md-color-scheme=slate], .quarto-dark";
  const SYSTEM = "[data-theme=auto]";

  // What the style sheet's colours hang on.
  const top = Dateline.root.querySelector(".dl-root") || document.documentElement;
  const { host } = Dateline.root;
  const written = ["dl-dark", "dl-light"].some((name) => top.classList.contains(name));
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];

  // A page that says nothing is light, whatever the reader's system is.
  function darkAround() {
    const near = host.closest([LIGHT, DARK, SYSTEM].join(", "));
    if (near) return near.matches(SYSTEM) ? system.matches : near.matches(DARK);
    const { colorScheme } = getComputedStyle(host.parentElement || document.documentElement);
    const meta = document.head.querySelector("meta[name=color-scheme]");
    const said = colorScheme === "normal" && meta ? meta.content : colorScheme;
    return said.includes("dark") && (!said.includes("light") || system.matches);
  }

  function show(dark) {
    if (Dateline.dark() === dark && top.classList.contains(dark ? "dl-dark" : "dl-light")) return;
    top.classList.toggle("dl-dark", dark);
    top.classList.toggle("dl-light", !dark);
    listeners.forEach((listener) => listener());
  }

  const look = () => show(host ? darkAround() : system.matches);

  Dateline.top = top;
  Dateline.dark = () => top.classList.contains("dl-dark");
  // What is painted rather than styled is told when the colours have changed.
  Dateline.themed = (listener) => listeners.push(listener);

  if (!written) {
    look();
    system.addEventListener("change", look);
    const watch = new MutationObserver(look);
    for (let element = host; element; element = element.parentElement) watch.observe(element, { attributes: true });
  }

  // Paper is light.
  let before = false;
  window.addEventListener("beforeprint", () => {
    before = Dateline.dark();
    show(false);
  });
  window.addEventListener("afterprint", () => show(before));
})(window.Dateline);
