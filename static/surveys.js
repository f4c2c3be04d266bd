// Saves a questionnaire while it is being filled in. Without this script every button of the form does the same.
"use strict";

(() => {
  const form = document.querySelector("form[data-survey]");
  if (!form) return;
  const part = (name) => document.querySelector(`[data-${name}]`);
  const progress = document.querySelector("progress");
  let waiting = null;
  let running = null;

  function show(answer) {
    part("answered").textContent = answer.answered;
    part("total").textContent = answer.total;
    part("saved-at").textContent = answer.saved;
    part("saved").hidden = false;
    progress.max = answer.total;
    progress.value = answer.answered;
  }

  async function save() {
    clearTimeout(waiting);
    if (running) running.abort();
    running = new AbortController();
    const data = new FormData(form);
    data.set("go", "autosave");
    try {
      const reply = await fetch(form.action, { method: "POST", body: data, signal: running.signal });
      if (reply.ok && !reply.redirected) show(await reply.json());
      else part("saved").hidden = true;
    } catch (failure) {
      // Offline or overtaken by the next answer: the buttons of the form still save everything.
      if (failure.name !== "AbortError") part("saved").hidden = true;
    }
  }

  form.addEventListener("change", (event) => {
    const clear = event.target.closest(".question-card")?.querySelector(".clear");
    if (clear) clear.hidden = false;
    save();
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text]")) {
      clearTimeout(waiting);
      waiting = setTimeout(save, 1500);
    }
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    if (running) running.abort();
  });
})();
