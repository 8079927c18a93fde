/* The editor's page: puts YASGUI in the place of the plain form, which stays where that cannot be. */
"use strict";

addEventListener("DOMContentLoaded", async () => {
  const place = document.getElementById("editor");
  const plain = document.getElementById("plain-query");
  if (!place || !plain || typeof scenEditor !== "object") return;
  const query = place.dataset.given ? plain.value : "";
  try {
    const answer = await fetch(place.dataset.terms);
    if (!answer.ok) return;
    scenEditor.edit(place, await answer.json(), query, place.dataset.name);
  } catch (error) {
    console.error(error);
  }
});
