// The widget's own words, each in every language it has. What the service says comes in the language of its sources.

const LANGUAGES = ["en", "de"];

const WORDS = {
  ask: ["Ask", "Fragen"],
  question: [
    "Your question, with figures, units, upper limits and doses",
    "Ihre Frage, mit Werten, Einheiten, Obergrenzen und Dosen",
  ],
  identify: [
    "Leave out names, birth dates and anything else that identifies the patient.",
    "Bitte ohne Namen, Geburtsdaten und alles, was die Person erkennbar macht.",
  ],
  audience: ["Written for", "Geschrieben für"],
  audiences: {
    physician: ["Physician", "Ärztin, Arzt"],
    pharmacist: ["Pharmacist", "Apotheke"],
    nurse: ["Nurse", "Pflege"],
    student: ["Student", "Studium"],
    patient: ["Patient", "Patientin, Patient"],
  },
  suggested: ["For example", "Zum Beispiel"],
  next: ["You may also ask", "Auch möglich"],
  conversation: ["Questions and answers", "Fragen und Antworten"],
  stop: ["Stop", "Anhalten"],
  retry: ["Ask again", "Erneut fragen"],
  fresh: ["New case", "Neuer Fall"],
  forget: ["Delete this case", "Fall löschen"],
  freshDone: [
    "A new case: nothing of the last one is carried on.",
    "Ein neuer Fall: vom letzten wird nichts übernommen.",
  ],
  forgotten: ["The case and all of its answers are deleted.", "Der Fall und alle seine Antworten sind gelöscht."],
  key: ["API key", "Schlüssel (API key)"],
  keyHint: ["Held until the page is left, never stored.", "Nur bis zum Verlassen der Seite, nie gespeichert."],
  working: ["Reading, assessing, checking …", "Lesen, beurteilen, prüfen …"],
  slow: [
    "Still at work. The network or the service is slow.",
    "Noch in Arbeit. Das Netz oder der Dienst ist langsam.",
  ],
  you: ["You asked", "Ihre Frage"],
  status: {
    answered: ["Answered from the sources", "Aus den Quellen beantwortet"],
    not_covered: ["Not covered by the sources", "Von den Quellen nicht abgedeckt"],
    withheld: [
      "Withheld: a safe answer could not be given",
      "Zurückgehalten: eine sichere Antwort war nicht möglich",
    ],
    emergency: ["This may be an emergency", "Das kann ein Notfall sein"],
  },
  severity: {
    critical: ["Critical", "Kritisch"],
    high: ["High", "Hoch"],
    moderate: ["Moderate", "Mäßig"],
    info: ["For information", "Zur Information"],
  },
  found: ["What the rules find", "Was die Regeln ergeben"],
  nothingFound: [
    "No rule was met by the facts given. That is not a sign that nothing is wrong.",
    "Keine Regel traf auf die Angaben zu. Das heißt nicht, dass alles in Ordnung ist.",
  ],
  needed: ["Still needed", "Noch nötig"],
  neededHint: [
    "Fill in what you know and ask again. What stays open is treated as if it were adverse.",
    "Tragen Sie ein, was Sie wissen, und fragen Sie erneut. Was offen bleibt, gilt als ungünstig.",
  ],
  value: ["Value", "Wert"],
  unit: ["Unit", "Einheit"],
  limit: ["Upper limit", "Obergrenze"],
  dated: ["On", "Am"],
  none: ["None of them", "Nichts davon"],
  notKnown: ["Not known", "Nicht bekannt"],
  present: ["Present:", "Vorhanden:"],
  reask: ["Ask again with these", "Damit erneut fragen"],
  notFigure: ["Give a figure, such as 41 or 4.1.", "Bitte eine Zahl, etwa 41 oder 4.1."],
  nothingFilled: ["Fill in at least one field first.", "Bitte zuerst mindestens ein Feld ausfüllen."],
  disagree: ["Where the sources disagree", "Wo die Quellen sich widersprechen"],
  about: ["About", "Zu"],
  notAddressed: ["Not addressed", "Nicht behandelt"],
  changed: ["Changed by the safety check", "Von der Sicherheitsprüfung geändert"],
  outcome: {
    removed: ["Removed", "Entfernt"],
    replaced: ["Replaced", "Ersetzt"],
    added: ["Added", "Ergänzt"],
  },
  read: ["What was read from the case", "Was aus dem Fall gelesen wurde"],
  from: {
    question: ["from your question", "aus Ihrer Frage"],
    history: ["from earlier in this case", "von früher in diesem Fall"],
    patient: ["from the facts filled in", "aus den Feldern"],
    assumed: ["assumed", "angenommen"],
  },
  origin: {
    rule: ["stated by the rules", "von den Regeln gesagt"],
    model: ["worded by a language model, then checked", "von einem Sprachmodell formuliert, dann geprüft"],
  },
  against: ["against", "gegen"],
  sources: ["Sources of this answer", "Quellen dieser Antwort"],
  citation: ["Citation", "Beleg"],
  verbatim: ["From", "Aus"],
  summarised: ["As summarised from", "Zusammengefasst nach"],
  printed: ["Reference numbers as the source prints them:", "Nummern, wie die Quelle sie druckt:"],
  context: ["Open it in its context (new tab)", "Im Zusammenhang öffnen (neuer Tab)"],
  close: ["Close", "Schließen"],
  copy: ["Copy with citations", "Mit Belegen kopieren"],
  share: ["Copy link", "Link kopieren"],
  receipt: ["Receipt (new tab)", "Beleg der Antwort (neuer Tab)"],
  table: ["As a table", "Als Tabelle"],
  pictures: ["In pictures", "In Bildern"],
  calendar: ["Print it, or take it as a calendar (new tab)", "Drucken oder als Kalender nehmen (neuer Tab)"],
  copied: ["Copied.", "Kopiert."],
  copyYourself: [
    "The browser does not let this page copy. Select the text and copy it.",
    "Der Browser lässt das Kopieren nicht zu. Bitte den Text markieren und kopieren.",
  ],
  helpful: ["Helpful", "Hilfreich"],
  unhelpful: ["Not helpful", "Nicht hilfreich"],
  unsafe: ["Unsafe", "Unsicher"],
  feedback: ["What do you make of this answer?", "Was halten Sie von dieser Antwort?"],
  reason: [
    "What is unsafe about it? Editors read this. Leave out what identifies a patient.",
    "Was ist daran unsicher? Die Redaktion liest das. Bitte nichts, was jemanden erkennbar macht.",
  ],
  send: ["Send", "Senden"],
  cancel: ["Cancel", "Abbrechen"],
  thanks: ["Thank you. It is kept with the answer.", "Danke. Es bleibt bei der Antwort."],
  ownReview: ["Source’s own review", "Prüfung der Quelle"],
  ourReview: ["Our review", "Unsere Prüfung"],
  updated: ["Updated", "Stand"],
  findings: [(n) => `${n} ${n === 1 ? "finding" : "findings"}`, (n) => `${n} ${n === 1 ? "Befund" : "Befunde"}`],
  facts: [
    (n) => `${n} ${n === 1 ? "fact" : "facts"} still needed`,
    (n) => `${n} ${n === 1 ? "Angabe fehlt" : "Angaben fehlen"}`,
  ],
  citations: [(n) => `${n} ${n === 1 ? "citation" : "citations"}`, (n) => `${n} ${n === 1 ? "Beleg" : "Belege"}`],
  incomplete: [
    "This answer is not complete. What is missing may matter.",
    "Diese Antwort ist nicht vollständig. Was fehlt, kann wichtig sein.",
  ],
  stopped: [
    "You stopped it. Ask again when you are ready.",
    "Sie haben angehalten. Fragen Sie erneut, wenn Sie so weit sind.",
  ],
  offline: [
    ["You are offline", "Connect to a network, then ask again. Your question is still here."],
    ["Keine Verbindung", "Verbinden Sie sich mit einem Netz und fragen Sie erneut. Ihre Frage steht noch hier."],
  ],
  unreachable: [
    ["The service cannot be reached", "Check the connection, then ask again. Your question is still here."],
    ["Der Dienst ist nicht erreichbar", "Prüfen Sie die Verbindung und fragen Sie erneut. Ihre Frage steht noch hier."],
  ],
  broken: [
    ["The connection broke off", "Ask again. If it happens twice, ask in fewer words or tell whoever runs the service."],
    ["Die Verbindung brach ab", "Fragen Sie erneut, beim zweiten Mal mit weniger Worten."],
  ],
  late: [
    ["No answer in time", "Ask again, in fewer words if it was long."],
    ["Keine Antwort in der Zeit", "Fragen Sie erneut, mit weniger Worten."],
  ],
  odd: [
    ["The service gave no answer that can be shown", "Ask again in a moment."],
    ["Der Dienst gab keine Antwort, die gezeigt werden kann", "Fragen Sie gleich noch einmal."],
  ],
  ended: [
    "The earlier case has ended. Ask again to start a new one.",
    "Der frühere Fall ist beendet. Die nächste Frage beginnt einen neuen.",
  ],
  noTopic: [
    ["The topic of this box is not served", "Tell whoever runs this page: the topic attribute names none of the service’s topics."],
    ["Das Thema dieses Felds gibt es nicht", "Sagen Sie es dem Betreiber der Seite: das Attribut topic nennt kein Thema des Dienstes."],
  ],
};

/** Returns the words of a language such as `de` or `de-CH`; English where there are none. */
export function wordsOf(language) {
  return spoken(WORDS, Math.max(LANGUAGES.indexOf((language || "en").toLowerCase().split("-")[0]), 0));
}

function spoken(words, which) {
  const entries = Object.entries(words);
  return Object.fromEntries(entries.map(([name, held]) => [name, Array.isArray(held) ? held[which] : spoken(held, which)]));
}
