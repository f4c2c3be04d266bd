// The stock admin has no place for attributes on <html>: copy what «Вид страницы» chose from the <meta> above.
"use strict";
Object.assign(
  document.documentElement.dataset,
  document.querySelector('meta[name="appearance"]').dataset,
);
