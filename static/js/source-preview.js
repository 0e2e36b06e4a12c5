"use strict";

// Shows the preview of a source within its page. Without this script the button opens it in a new
// tab; the form stays as it is in both cases.
(() => {
  const button = document.getElementById("preview-button");
  const result = document.getElementById("preview-result");
  if (!button || !result) return;

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    button.disabled = true;
    result.textContent = button.dataset.waiting;
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        body: new FormData(button.form),
        headers: { "X-Requested-With": "fetch" },
        credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      result.replaceChildren(...page.body.childNodes);
    } catch {
      result.textContent = button.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
})();
