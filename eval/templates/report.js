// Filters the cases, and opens the one that the address names.
const list = document.getElementById("cases");
const form = document.getElementById("filter");
const shown = document.getElementById("shown");

function filter() {
  const words = form.words.value.toLowerCase();
  let count = 0;
  for (const one of list.children) {
    const fits =
      (form.which.value === "all" || one.classList.contains(form.which.value)) &&
      (!form.stratum.value || one.dataset.stratum === form.stratum.value) &&
      one.firstElementChild.textContent.toLowerCase().includes(words);
    one.hidden = !fits;
    count += fits;
  }
  shown.textContent = `${count} of ${list.children.length} cases`;
}

function open() {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (one instanceof HTMLDetailsElement) {
    one.hidden = false;
    one.open = true;
    one.scrollIntoView();
  }
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", open);
filter();
open();
