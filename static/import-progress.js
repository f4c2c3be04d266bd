// How far a long import is, asked every second. Without a script a link loads the page anew.
(() => {
  "use strict";

  const PAUSE = 1000;

  // The words alone, and only when they change: a screen reader says each phase once.
  function say(held, fresh) {
    if (held.textContent !== fresh.textContent) held.replaceChildren(...fresh.childNodes);
  }

  async function look() {
    let reply;
    try {
      reply = await fetch(location.href, { redirect: "error" });
    } catch {
      setTimeout(look, PAUSE * 5); // no network, or somebody signed out in another window
      return;
    }
    // a page of the portal itself, drawn with the same escaping as every other
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const held = document.querySelector("[data-progress]");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) {
      location.reload();
      return;
    }
    say(held.querySelector("[data-words]"), fresh.querySelector("[data-words]"));
    say(held.querySelector("[data-count]"), fresh.querySelector("[data-count]"));
    held.querySelector("progress").replaceWith(fresh.querySelector("progress"));
    setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
})();
