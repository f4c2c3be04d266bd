// The stock admin has no place for attributes on <html>: copy what «Вид страницы» chose from the <meta> above.
"use strict";
Object.assign(
  document.documentElement.dataset,
  document.querySelector('meta[name="appearance"]').dataset,
);
// Who has closed the menu at the side finds it closed in the first frame.
if (localStorage.getItem("django.admin.navSidebarIsOpen") === "false") {
  document.documentElement.dataset.nav = "closed";
}
