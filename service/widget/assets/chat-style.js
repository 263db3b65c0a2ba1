// The widget's style as a sheet that the shadow root adopts: a strict page needs no permission for it.

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  --paper: #ffffff; --ink: #1e2423; --quiet: #56605e; --line: #d9d8d1; --accent: #1d5a5c; --on-accent: #ffffff;
  --caution: #7a4b00; --danger: #96211b; --danger-paper: #fdecea;
  display: block; color-scheme: light; color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
:host([theme="dark"]) {
  --paper: #1d2424; --ink: #e6e9e7; --quiet: #a7b1ae; --line: #36403f; --accent: #7fc7c4; --on-accent: #0d1c1c;
  --caution: #f0c674; --danger: #ff9d94; --danger-paper: #331b19; color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --paper: #1d2424; --ink: #e6e9e7; --quiet: #a7b1ae; --line: #36403f; --accent: #7fc7c4; --on-accent: #0d1c1c;
    --caution: #f0c674; --danger: #ff9d94; --danger-paper: #331b19; color-scheme: dark;
  }
}
* { box-sizing: border-box; }
h3 { font-size: 1.15rem; line-height: 1.3; margin: 0.8rem 0 0.4rem; }
h4, .title { font-size: 0.97rem; font-weight: 700; line-height: 1.4; margin: 1.1rem 0 0.3rem; }
p { margin: 0.35rem 0; }
ul { padding-inline-start: 1.2rem; margin: 0.3rem 0; }
li { margin: 0.3rem 0; }
a { color: var(--accent); }
.quiet, .arithmetic { color: var(--quiet); font-size: 0.9rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; margin: 0; }
.turn { border-bottom: 1px solid var(--line); padding-bottom: 1rem; margin-bottom: 1.2rem; scroll-margin-top: 0.5rem; }
.turn { display: flex; flex-direction: column; }
.fresh:last-child { min-height: 100vh; }
.stop { position: sticky; bottom: 0.6rem; margin-top: auto; align-self: flex-start; }
button.stop { background: var(--paper); }
.asked { max-height: 14.7rem; overflow: auto; white-space: pre-wrap; border-inline-start: 0.2rem solid var(--line); padding-inline-start: 0.8rem; color: var(--quiet); }
.pending { color: var(--quiet); font-weight: 500; }
.finding { background: var(--paper); border: 1px solid var(--line); border-inline-start-width: 0.3rem; border-radius: 0.4rem; padding: 0.5rem 0.8rem; margin: 0.5rem 0; }
.finding.critical { border-color: var(--danger); background: var(--danger-paper); }
.finding.high { border-color: var(--caution); }
.finding > p:not(.lead) { font-size: 0.94rem; line-height: 1.45; }
.finding > p, .finding li { margin: 0.2rem 0 0; }
details.finding { margin: 0.25rem 0; padding-block: 0.3rem; }
.need summary { line-height: 1.4; padding: 0.3rem 0; }
summary.lead { font-size: 0.97rem; padding: 0.1rem 0; }
.lead { font-weight: 650; line-height: 1.4; margin: 0; }
.severity { font-size: 0.78rem; font-weight: 650; border: 1px solid currentColor; border-radius: 0.3rem; padding: 0 0.35rem; margin-inline-end: 0.15rem; color: var(--quiet); white-space: nowrap; }
.critical .severity { color: var(--danger); }
.high .severity { color: var(--caution); }
.arithmetic { list-style: none; padding: 0; font-variant-numeric: tabular-nums; }
.emergency { border: 2px solid var(--danger); background: var(--danger-paper); border-radius: 0.5rem; padding: 0.2rem 0.9rem 0.6rem; margin: 0.6rem 0; }
.emergency h3, .problem strong { color: var(--danger); }
.problem { border: 1px solid var(--danger); background: var(--danger-paper); border-radius: 0.5rem; padding: 0.5rem 0.9rem 0.8rem; margin: 0.6rem 0; }
.needs { border: 1px dashed var(--quiet); border-radius: 0.5rem; padding: 0 0.9rem 0.9rem; margin: 1.1rem 0; }
.need { border-top: 1px solid var(--line); padding: 0.3rem 0 0.5rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem 0.7rem; align-items: center; margin: 0.4rem 0; }
.row .row { margin: 0; }
.field { min-width: 0; }
label { display: block; font-size: 0.9rem; font-weight: 600; margin-bottom: 0.2rem; }
.row > label { margin: 0; }
.field label { font-weight: 400; font-size: 0.85rem; color: var(--quiet); }
textarea, select, input, button { font: inherit; color: inherit; max-width: 100%; }
textarea, select, input { background: var(--paper); border: 1px solid var(--quiet); border-radius: 0.4rem; padding: 0.5rem 0.6rem; min-height: 2.75rem; }
textarea { width: 100%; resize: vertical; }
.figure, .unit { width: 4.8rem; }
button { min-height: 2.75rem; border-radius: 0.4rem; border: 1px solid var(--accent); padding: 0.35rem 1rem; cursor: pointer; background: var(--accent); color: var(--on-accent); font-weight: 600; }
button.second, button.suggestion, button.cite { background: transparent; color: var(--accent); font-weight: 500; }
button[disabled] { opacity: 0.55; cursor: default; }
.suggested ul { list-style: none; padding: 0; }
.suggestion { text-align: start; font-weight: 400; }
@media (max-width: 30rem) { .examples li:nth-child(n + 5) { display: none; } }
.cite { font-size: 0.82rem; color: var(--accent); font-variant-numeric: tabular-nums; }
button.cite { min-height: 1.6rem; min-width: 1.8rem; padding: 0 0.3rem; margin: 0.1rem; border-color: var(--line); }
.why { flex: 1 1 100%; }
details { margin: 0.4rem 0; }
summary { cursor: pointer; font-weight: 600; font-size: 0.93rem; line-height: 2.2; }
.panel { width: min(38rem, calc(100vw - 2rem)); max-height: 80vh; overflow: auto; background: var(--paper); color: var(--ink); border: 1px solid var(--quiet); border-radius: 0.6rem; padding: 0.8rem 1.1rem 1.1rem; margin: auto; }
.panel::backdrop { background: rgb(0 0 0 / 40%); }
.panel h4 { margin-top: 0.2rem; }
.passage { border-inline-start: 0.25rem solid var(--accent); margin: 0.5rem 0; padding-inline-start: 0.8rem; white-space: pre-line; }
.picture { display: block; width: 100%; max-width: 27rem; }
.picture .hold { color: var(--caution); }
.picture .stop, .picture .emergency { color: var(--danger); }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; overflow-wrap: normal; }
caption, th, td { text-align: start; padding: 0.2rem 0.5rem 0.2rem 0; }
[inert] { opacity: 0.6; }
:focus-visible { outline: 0.18rem solid var(--accent); outline-offset: 0.12rem; }
@media print { .ask, .examples, .actions, .suggested, .needs button { display: none; } .asked { max-height: none; } }
`);
