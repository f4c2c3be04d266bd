// Names for what the stock admin leaves without: the pickers of select2 and the empty heads of inline tables.
"use strict";

const nameOf = (select) =>
  select.labels[0]?.textContent.trim().replace(/:$/, "") || select.getAttribute("aria-label") || "";

function namePicker(select) {
  const picker = select.nextElementSibling;
  if (!picker?.classList.contains("select2")) return;
  const shown = picker.querySelector(".select2-selection__rendered");
  const named = document.createElement("span");
  named.className = "visually-hidden";
  named.id = `${shown.id || select.id}-name`;
  named.textContent = nameOf(select);
  picker.append(named);
  for (const part of picker.querySelectorAll("[role=combobox], .select2-search__field")) {
    part.setAttribute("aria-labelledby", `${named.id} ${shown.id}`.trim());
  }
  shown.removeAttribute("role");
  shown.removeAttribute("aria-readonly");
  if (shown.matches("ul")) {
    for (const part of [shown, ...shown.children]) part.setAttribute("role", "presentation");
  }
}

function nameAll(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) namePicker(select);
}

function start() {
  nameAll(document);
  for (const box of document.querySelectorAll(".inline-group td.delete input")) {
    const row = box.closest("tr").querySelector(".original p")?.firstChild?.textContent.trim() || "";
    box.setAttribute("aria-label", `Удалить ${row}`.trim());
  }
  for (const head of document.querySelectorAll(".inline-group th:empty")) head.setAttribute("aria-hidden", "true");
}

// jQuery calls in the order of asking, and the admin's pickers asked before this deferred script.
if (window.django?.jQuery) window.django.jQuery(start);
else start();
document.addEventListener("formset:added", (event) => nameAll(event.target));
