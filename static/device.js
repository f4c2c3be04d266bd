// A questionnaire without a network: installs the worker, has it keep the sections of the form, turns to a kept
// one where the network is gone, and takes the page anew when it is back. Answers are the business of
// surveys.js, which tells of them by events; without this script it works as before.
"use strict";

(() => {
  const worker = navigator.serviceWorker;
  const owner = document.querySelector("[data-device]")?.dataset.device;
  if (!worker || !owner) return; // a personal link, or a browser that gives no worker

  const WAIT = 400; // till what was sent is acknowledged, in milliseconds
  const root = document.documentElement;
  const form = document.querySelector("form[data-steps]");
  const sections = form ? Array.from({ length: Number(form.dataset.steps) }, (_, at) => section(at + 1)) : [];

  function section(step) {
    return `${form.dataset.address}?step=${step}`;
  }

  async function tell(words) {
    (await worker.ready).active.postMessage({ owner, ...words });
  }

  // The page is as it was then; what the portal has acknowledged since is put into it.
  function showKept() {
    if (!root.dataset.kept) return;
    for (const [item, value] of Object.entries(JSON.parse(root.dataset.known))) {
      for (const field of form?.querySelectorAll(`[name="${CSS.escape(item)}"]`) ?? []) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
    const time = { hour: "2-digit", minute: "2-digit" };
    const when = new Date(Number(root.dataset.kept)).toLocaleTimeString("ru-RU", time);
    document.querySelector("[data-trouble-words]").textContent =
      `Нет связи: так эта страница выглядела в ${when}. Отвечать можно, ответы отправятся сами, когда связь появится.`;
    document.querySelector("[data-trouble]").hidden = false;
    // the head has grown: a page that was not scrolled keeps its heading in sight
    if (scrollY === 0) requestAnimationFrame(() => scrollTo(0, 0));
  }

  // Where a button of the form would lead; "" where the portal itself is needed.
  function target(button) {
    if (button?.name !== "go") return "";
    if (button.value === "later") return "/surveys/";
    const step = Number(form.elements.step.value);
    const steps = { next: step + 1, back: step - 1 };
    const named = steps[button.value] ?? Number(button.value.replace("step-", ""));
    return sections[named - 1] ?? "";
  }

  async function findKept(address) {
    return address && (await caches.match(address)) ? address : "";
  }

  function takeAnew() {
    const isTyping = document.activeElement?.matches("textarea, input[type=text]");
    if (root.dataset.kept && !isTyping) setTimeout(() => location.reload(), WAIT);
  }

  showKept();
  document.addEventListener("survey:cut", (event) => {
    if (form) event.detail.way = findKept(target(event.detail.button));
  });
  document.addEventListener("survey:saved", (event) => {
    tell({ known: event.detail });
    takeAnew();
  });
  addEventListener("online", takeAnew);
  addEventListener("load", () => {
    const here = form ? section(form.elements.step.value) : undefined;
    // a browser that refuses the worker fills in the form with a network, as before
    worker.register("/worker.js", { scope: "/" }).catch(() => {});
    tell({ keep: form ? ["/surveys/", here, ...sections] : ["/surveys/"], here });
  });
})();
