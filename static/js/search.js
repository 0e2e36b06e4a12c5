"use strict";

// Results that were swapped in: what reads the screen aloud goes on at their number.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.target;
  if (!target || target.id !== "search-page") return;
  const title = document.querySelector("#found-title, .problem");
  if (title instanceof HTMLElement) title.focus({ preventScroll: true });
});

// A link to be passed on is chosen whole.
document.addEventListener("focusin", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.id === "saved-link") event.target.select();
});

// Another order or language is searched at once.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && field.form && field.form.matches(".search-form")) field.form.requestSubmit();
});
