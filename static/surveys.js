// Sends every answer of a questionnaire as it is given. An answer that the portal has not acknowledged waits on
// this device (localStorage, under the person and the campaign) and is sent when there is a network again; an
// acknowledged one is kept nowhere but on the server. Signing out clears what waits (Clear-Site-Data).
// Without this script every button of the form saves all the same.
"use strict";

(() => {
  const PREFIX = "survey:";
  const DAYS_KEPT = 14;
  const TYPING = 1500; // a pause in typing, in milliseconds
  const RETRIES = [2000, 5000, 15000, 30000];
  const KEEPALIVE_LIMIT = 60000; // browsers let no more outlive a page

  const OFFLINE = "Нет связи. Ответы хранятся на этом устройстве и отправятся сами, как только она появится.";
  const STAY = "Нет связи, поэтому следующий раздел не открыть. Ответы этого раздела не пропадут: "
    + "они хранятся на этом устройстве. Нажмите кнопку ещё раз, когда связь появится.";
  const LAST = "Нет связи. Проверить и отправить анкету можно будет, когда она появится: "
    + "ответы хранятся на этом устройстве.";
  const REFUSED = "Портал не принял ответы: обновите страницу. Они хранятся на этом устройстве.";

  const part = (name) => document.querySelector(`[data-${name}]`);
  const form = document.querySelector("form[data-survey]");
  const memory = new Map(); // stands in for a storage that the browser does not give

  function token() {
    const cookie = document.cookie.split("; ").find((pair) => /^(__Host-)?csrftoken=/.test(pair));
    return cookie ? cookie.slice(cookie.indexOf("=") + 1) : "";
  }

  // A stale token is replaced by the one of the latest sign-in: the cookie has it.
  function refresh(sent) {
    const field = sent.querySelector("[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  }

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + name)) ?? memory.get(name) ?? { answers: {} };
    } catch {
      return memory.get(name) ?? { answers: {} };
    }
  }

  function write(name, held) {
    const isEmpty = Object.keys(held.answers).length === 0;
    memory.delete(name);
    try {
      if (isEmpty) localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, JSON.stringify({ ...held, at: Date.now() }));
    } catch {
      if (!isEmpty) memory.set(name, held);
    }
  }

  // Old answers go, and on a computer where somebody else has signed in also those of the person before.
  function tidy(own) {
    const oldest = Date.now() - DAYS_KEPT * 24 * 60 * 60 * 1000;
    try {
      for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
        const name = key.slice(PREFIX.length);
        const isForeign = own && name.split("-")[0] !== own;
        if (isForeign || !(read(name).at > oldest)) localStorage.removeItem(key);
      }
    } catch {
      // no storage, nothing to tidy
    }
  }

  // What device.js asks for; who listens may write into it.
  function told(event, detail) {
    document.dispatchEvent(new CustomEvent(event, { detail }));
    return detail;
  }

  function say(words) {
    const place = part("say");
    if (place) place.textContent = words;
  }

  function trouble(words) {
    const place = part("trouble");
    if (!place) return;
    if (words && part("trouble-words").textContent !== words) say(words);
    part("trouble-words").textContent = words;
    place.hidden = !words;
  }

  class Place {
    constructor(element) {
      this.name = element.dataset.queue;
      this.address = element.dataset.address;
      this.isSent = "sent" in element.dataset;
      this.running = null;
      this.isCut = false; // the last try found no network
      this.isPressed = false; // a button of the form waits for what is being sent
      this.tries = 0;
      this.timer = null;
    }

    waiting() {
      return Object.keys(read(this.name).answers).length;
    }

    add(item, value, step) {
      const held = read(this.name);
      held.answers[item] = value;
      write(this.name, { ...held, step, isSent: this.isSent });
    }

    // What was given to a draft is not sent once the form was sent from elsewhere: it is older.
    dropStale() {
      const held = read(this.name);
      if (this.isSent && held.isSent === false) write(this.name, { answers: {} });
    }

    later(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), delay);
    }

    // One request at a time; what is given meanwhile goes with the next. True: the portal has everything.
    send({ evenNothing = false } = {}) {
      clearTimeout(this.timer);
      this.running ??= this.#sendAll(evenNothing).finally(() => {
        this.running = null;
        this.#show();
      });
      return this.running;
    }

    async #sendAll(evenNothing) {
      let isDue = evenNothing || this.waiting();
      while (isDue) {
        if (!(await this.#sendOnce(read(this.name)))) return false;
        isDue = this.waiting();
      }
      return true;
    }

    async #sendOnce(held) {
      const body = new URLSearchParams({
        ...held.answers, go: "autosave", person: this.name.split("-")[0], step: held.step ?? "1",
      });
      let reply;
      try {
        reply = await fetch(this.address, {
          method: "POST",
          body,
          headers: { "X-CSRFToken": token() },
          redirect: "manual",
          keepalive: body.toString().length < KEEPALIVE_LIMIT,
        });
      } catch {
        return this.#failed();
      }
      if (reply.status >= 500) return this.#failed();
      const isJson = (reply.headers.get("Content-Type") ?? "").includes("json");
      const answer = isJson ? await reply.json() : { error: REFUSED };
      this.isCut = false;
      this.tries = 0;
      if (!reply.ok || answer.error) {
        trouble(answer.error ?? REFUSED);
        return false;
      }
      this.#acknowledge(held, answer);
      return true;
    }

    // No network, or the portal is being started again: try again, ever more rarely.
    #failed() {
      this.isCut = true;
      trouble(OFFLINE);
      this.later(RETRIES[Math.min(this.tries, RETRIES.length - 1)]);
      this.tries += 1;
      return false;
    }

    #acknowledge(held, answer) {
      const now = read(this.name);
      for (const [item, value] of Object.entries(held.answers)) {
        if (now.answers[item] === value) delete now.answers[item];
      }
      write(this.name, now);
      trouble("");
      told("survey:saved", { address: this.address, answers: held.answers });
      showProgress(answer);
      for (const [item, words] of Object.entries(answer.errors)) showError(item, words);
    }

    #show() {
      const waits = this.waiting();
      if (part("unsent")) {
        part("unsent").hidden = !waits;
        part("unsent-count").textContent = waits;
      }
      if (part("saved") && waits) part("saved").hidden = true;
    }

    changed() {
      this.#show();
    }
  }

  function showProgress(answer) {
    const progress = document.querySelector("progress");
    if (!progress || !part("saved")) return;
    part("answered").textContent = answer.answered;
    part("total").textContent = answer.total;
    part("saved-at").textContent = answer.saved;
    part("saved").hidden = false;
    progress.max = answer.total;
    progress.value = answer.answered;
    say(`Сохранено. Ответов ${answer.answered} из ${answer.total}.`);
  }

  function showError(item, words) {
    const card = document.getElementById(`q-${item}`);
    const field = card?.querySelector(`[name="${item}"]`);
    if (!field) return;
    let note = card.querySelector(".error");
    if (!note) {
      note = document.createElement("p");
      note.className = "error";
      note.id = `${item}-error`;
      card.querySelector("legend").after(note);
    }
    note.textContent = words;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", note.id);
    trouble(words);
  }

  // Put answers that wait back into a page that the portal wrote without them.
  function restore(place) {
    for (const [item, value] of Object.entries(read(place.name).answers)) {
      const fields = [...form.querySelectorAll(`[name="${CSS.escape(item)}"]`)];
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
      if (fields.length) touch(fields[0].closest(".question-card"));
    }
  }

  // The answer is no longer the one the page showed, so the buttons of the form must carry it.
  function touch(card) {
    card.querySelector("[name^=seen-]")?.remove();
    const clear = card.querySelector(".clear");
    if (clear) clear.hidden = !card.querySelector("input[type=radio]:checked");
  }

  function clearAnswer(place, button) {
    const radios = document.getElementById(`q-${button.value}`).querySelectorAll("input[type=radio]");
    for (const radio of radios) radio.checked = false;
    take(place, radios[0], "");
    radios[0].focus();
    place.send();
  }

  function take(place, field, value) {
    touch(field.closest(".question-card"));
    place.add(field.name, value, form.querySelector("[name=step]").value);
    place.changed();
  }

  // Without a network another section may be kept on the device (device.js); what was typed must lie there, too.
  async function turn(button) {
    const { way } = told("survey:cut", { button, way: "" });
    const address = memory.size ? "" : await way;
    const isAtEnd = form.elements.step.value === (form.dataset.steps ?? form.elements.step.value);
    const isLast = button?.value === "submit" || (button?.value === "next" && isAtEnd);
    if (address) location.assign(address);
    else trouble(isLast ? LAST : STAY);
  }

  function watch(place) {
    const isText = (field) => field.matches("textarea, input[type=text]");
    form.addEventListener("input", (event) => {
      if (!event.target.closest(".question-card")) return;
      take(place, event.target, event.target.value);
      if (isText(event.target)) place.later(TYPING);
      else place.send();
    });
    form.addEventListener("change", (event) => {
      if (isText(event.target)) place.send();
    });
    let isLeaving = false;
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (isLeaving) return;
      if (button?.name === "clear") {
        event.preventDefault();
        clearAnswer(place, button);
        return;
      }
      refresh(form);
      const isCut = place.isCut || !navigator.onLine;
      // On the page of all answers nothing may be sent past an answer that still waits.
      if (!isCut && !(place.waiting() && !form.querySelector(".question-card"))) return;
      event.preventDefault();
      place.isPressed = true;
      // Asked even where nothing waits: a page that cannot be left would be lost.
      isLeaving = await place.send({ evenNothing: true });
      place.isPressed = isLeaving;
      if (isLeaving) form.requestSubmit(button);
      else if (place.isCut) await turn(button);
    });
  }

  async function begin() {
    const elements = [...document.querySelectorAll("[data-queue]")];
    tidy(part("owner")?.dataset.owner);
    const places = elements.map((element) => new Place(element));
    for (const place of places) place.dropStale();
    if (form) {
      restore(places[0]);
      watch(places[0]);
    }
    const sendAll = () => Promise.all(places.filter((place) => place.waiting()).map((place) => place.send()));
    addEventListener("online", sendAll);
    addEventListener("focus", sendAll);
    document.addEventListener("visibilitychange", sendAll);
    const sent = await sendAll();
    // A page that shows all the answers was written before these came. A reload would swallow a button that was
    // pressed meanwhile: it goes on by itself.
    const isStale = sent.length && sent.every(Boolean) && !document.querySelector(".question-card");
    if (isStale && !places.some((place) => place.isPressed)) location.reload();
  }

  for (const kept of document.querySelectorAll("form[data-kept]")) {
    kept.addEventListener("submit", () => refresh(kept));
  }
  begin();
})();
