"""What a statement hands on to the next one: its values and signs, a hold, a restart, the drug that it named."""

from __future__ import annotations

from dataclasses import replace

from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import as_facts
from service.safety.grammar.beginnings import beginnings
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.signs_told import patient_signs
from service.safety.judges.soon_after import days_begun
from service.safety.judges.times import day_of_event
from service.safety.text.tokens import Kind

#: So many values of earlier statements are kept in mind.
MAX_LABS = 24


def carried(claims: Claims, context: Context) -> Context:
    """What the next statement is read with."""
    labs = (*context.labs, *(f for said in claims.labs.said if not said.conditional for f in as_facts(said)))
    restarts = [
        a for a in claims.actions if a.verb in ("restart", "start", "switch") and a.act is Act.ADVICE and not a.denied
    ]
    dosed = any(d.role in ("total", "to") and claims.act_at(d.first) is Act.ADVICE for d in claims.doses.said)
    several = len({d.high for d in claims.doses.said}) > (Act.ECHO not in claims.acts)
    asked = several and not dosed and bool(beginnings(claims.tokens))
    strength = next((d.high for d in claims.doses.said if d.role == "strength"), None)
    drugs = [t.id for t in claims.tokens if t.kind is Kind.DRUG]
    return replace(
        context,
        labs=labs[-MAX_LABS:],
        signs=patient_signs(claims, context.signs),
        event_day=day_of_event(claims) or context.event_day,
        begun_days=days_begun(claims, context),
        held=context.held or any(a.kind in ("hold", "stop") and not a.denied for a in claims.actions),
        restarting=context.restarting or bool(restarts),
        restart_open=(context.restart_open or bool(restarts) or asked) and not dosed,
        strength_mg=strength or context.strength_mg,
        drug=drugs[-1] if drugs else context.drug,
    )
