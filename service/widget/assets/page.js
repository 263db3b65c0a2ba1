// Keeps which reader the article is written for, on this device only, and tells the question box.

const PLACE = "groundrule reader";
const reader = document.getElementById("reader");
const box = document.querySelector("guideline-chat");
const plain = reader.dataset.plain === "true";
const chosen = new URLSearchParams(location.search).has("plain");

function kept() {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    // A browser may forbid storage; then the choice holds for this page.
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(PLACE, value);
  } catch {
    // As above.
  }
}

/** Shows the article that is written for this reader. */
function show(value) {
  if ((value === "patient") !== plain) location.replace(`?plain=${value === "patient"}`);
  else box.setAttribute("audience", value);
}

const before = kept();
if ([...reader.options].some((option) => option.value === before) && !(chosen && (before === "patient") !== plain)) {
  reader.value = before;
}
document.getElementById("reader-row").classList.remove("waiting");
show(reader.value);
reader.addEventListener("change", () => {
  keep(reader.value);
  show(reader.value);
});

// A link may bring a question along. Behind the mark it does not reach the service until the reader sends it.
const brought = new URLSearchParams(location.hash.slice(1)).get("ask");
if (brought) {
  customElements.whenDefined("guideline-chat").then(() => {
    const question = box.shadowRoot.getElementById("question");
    question.value = brought;
    question.focus();
  });
}
