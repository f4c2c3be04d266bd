// Parts of a page that take long to count are fetched after it: the place holds a plain link until then.
(() => {
  "use strict";

  async function fill(place) {
    let reply;
    try {
      reply = await fetch(place.dataset.deferred, { redirect: "error" });
    } catch {
      return; // no network: the link stays
    }
    if (!reply.ok) return;
    // a page of the portal itself, drawn with the same escaping as every other
    const part = new DOMParser().parseFromString(await reply.text(), "text/html").body;
    place.replaceWith(...part.childNodes);
  }

  for (const place of document.querySelectorAll("[data-deferred]")) fill(place);
})();
