// Reads a page as a person sees it: what can be pressed and filled in, by its label, and what stands there besides.
// Only what is visible counts. Nothing on the page is changed.
() => {
  const CONTROLS = "button, a[href], summary, input[type=submit], input[type=button], input[type=image], " +
    "[role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=switch]";
  const FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), " +
    "select, textarea, [role=textbox], [role=combobox], [role=searchbox]";
  const DIALOGS = "dialog, [role=dialog], [role=alertdialog]";
  const LIVE = "[role=alert], [role=status]";
  const NO_TEXT = `${CONTROLS}, ${FIELDS}, ${DIALOGS}, ${LIVE}, h1, label, legend, script, style, noscript, ` +
    "template, header, footer, nav, [role=banner], [role=contentinfo], [role=navigation]";
  const tidy = text => (text || "").replace(/\s+/g, " ").trim();
  const seen = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(seen);
  const named = element => {
    const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const others = tidy(ids.map(id => document.getElementById(id)?.textContent || "").join(" "));
    return others || tidy(element.getAttribute("aria-label"));
  };
  const label = element => named(element) || tidy(element.innerText) || tidy(element.value) ||
    tidy(element.alt) || tidy([...element.querySelectorAll("img[alt], svg[aria-label]")]
      .map(each => each.alt || each.getAttribute("aria-label")).join(" ")) || tidy(element.title);
  const bare = label => [...label.childNodes].map(each => each.nodeType === Node.TEXT_NODE ? each.data :
    each.nodeType === Node.ELEMENT_NODE && !each.matches(FIELDS) ? bare(each) : "").join("");
  const field = element => named(element) ||
    tidy([...(element.labels || [])].map(bare).join(" ")) ||
    tidy(element.placeholder) || tidy(element.title);
  const zone = element => {
    const around = element.closest("header, footer, nav, aside, [role=banner], [role=contentinfo], " +
      "[role=navigation], [role=complementary]");
    if (!around) return element.closest("main, [role=main]") ? "main" : "";
    const role = around.getAttribute("role") || around.tagName.toLowerCase();
    return { header: "top", banner: "top", footer: "bottom", contentinfo: "bottom" }[role] || "side";
  };
  const region = element => {
    const around = element.closest("section, figure, [role=region], [role=application], [role=group]");
    return around ? named(around) : "";
  };
  const lines = root => {
    const found = new Map();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!tidy(node.data) || !parent || parent.closest(NO_TEXT) || !seen(parent)) continue;
      let block = parent.closest("tr, li, dd, dt, p") || parent;
      while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      found.set(block, `${found.get(block) || ""} ${node.data}`);
    }
    return [...found.values()].map(tidy);
  };
  const main = document.querySelector("main, [role=main]") || document.body;
  const dialog = all(DIALOGS).at(-1);
  return {
    ready: document.readyState === "complete" && !document.querySelector("[aria-busy=true]"),
    stamp: performance.timeOrigin,
    title: tidy(all("h1")[0]?.innerText) || tidy(document.title),
    body: document.body?.innerText || "",
    width: innerWidth,
    height: Math.max(innerHeight, document.documentElement.scrollHeight),
    controls: all(CONTROLS).filter(each => !each.closest(DIALOGS)).map(each => {
      const box = each.getBoundingClientRect();
      return {
        label: label(each), zone: zone(each), region: region(each),
        x: box.x + box.width / 2, y: box.y + box.height / 2 + scrollY,
      };
    }).filter(each => each.label),
    fields: all(FIELDS).filter(each => !each.closest(DIALOGS)).map(field).filter(Boolean),
    texts: lines(main),
    answers: all(LIVE).filter(each => tidy(each.innerText)).map(each => ({
      kind: each.getAttribute("role") === "alert" ? "refused" : "accepted", id: each.id, text: tidy(each.innerText),
    })),
    question: dialog ? tidy([...dialog.querySelectorAll("*")].filter(each => seen(each) && !each.closest(CONTROLS) &&
      !each.querySelector("*")).map(each => each.innerText).join(" ")) || named(dialog) : null,
  };
}
