// Copying an address, and ↑ ↓ between the rows of a table. Without a script both are left to the browser.
(() => {
  "use strict";

  const SHOWN_FOR = 5000;

  function offerToCopy(button) {
    const said = button.parentElement.querySelector('[role="status"]');
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        said.textContent = "Скопировано";
      } catch {
        said.textContent = "Браузер не дал скопировать: возьмите адрес из его строки";
      }
      setTimeout(() => {
        said.textContent = "";
      }, SHOWN_FOR);
    });
  }

  // The clipboard is there on an encrypted page alone.
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("button[data-copy]")) offerToCopy(button);
  }

  // From the link of a row to that of the next one; elsewhere the arrows scroll as ever.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest("tbody > tr");
    if (!row || !event.target.matches('th[scope="row"] a')) return;
    const links = [...row.parentElement.querySelectorAll('th[scope="row"] a:first-of-type')];
    const next = links[links.indexOf(row.querySelector('th[scope="row"] a')) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
