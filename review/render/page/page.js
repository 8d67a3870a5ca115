"use strict";
(() => {
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const action = document.getElementById("action");
  const found = document.getElementById("found");
  const changes = [...document.querySelectorAll(".change")];
  const items = [...document.querySelectorAll("[data-find]")];
  const groups = [...document.querySelectorAll(".group")];

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const fits = words.every((word) => item.dataset.find.includes(word));
      const acts = !action.value || !item.dataset.action || item.dataset.action === action.value;
      item.hidden = !(fits && acts);
      if (!item.hidden && item.dataset.action) shown += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".change:not([hidden])");
    }
    found.textContent = words.length || action.value ? `${shown} of ${changes.length} changes` : "";
  };

  const openAll = (open) => {
    for (const details of document.querySelectorAll("details")) {
      details.open = open;
    }
  };

  const openTarget = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const details = target && target.closest("details");
    if (details) {
      details.open = true;
      details.scrollIntoView();
    }
  };

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", filter);
  action.addEventListener("change", filter);
  document.getElementById("open").addEventListener("click", (event) => {
    const open = event.target.textContent === "Open all";
    openAll(open);
    event.target.textContent = open ? "Close all" : "Open all";
  });
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => openAll(true));
  openTarget();
})();
