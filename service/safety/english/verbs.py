"""Verbs that change what a text advises, by class, and every form of them spelled out once at import."""

from __future__ import annotations

from service.safety.english.inflections import forms

#: Verbs by class: base forms; a phrase is inflected on its first word. `verbs` spells out every form.
VERBS: dict[str, str] = {
    "restart": (
        "restart re-start resume reintroduce re-introduce rechallenge re-challenge reinstitute "
        "re-institute reinstate recommence re-commence reinitiate re-initiate retry reestablish "
        "re-establish reload redose re-dose readminister re-administer retrial go_back_on put_back_on "
        "bring_back come_back_on get_back_on start_again begin_again try_again take_again go_back_to "
        "return_to revert_to go_back_in put_back go_straight_back_to go_right_back_to go_right_back_on jump_back_to "
        "jump_back_on jump_right_back_to jump_right_back_on jump_straight_back_to jump_straight_back_on jump_back_in "
        "slot_back_into slot_straight_back_into slot_right_back_into drop_back_into step_straight_back_up "
        "step_right_back_up straight_back_to start_over pick_up_again pick_up "
        "switch_back_to start_back_on start_back give_again use_again step_back_up reopen re-open "
        "re-expose reexpose re-trial relaunch revive resurrect have_back give_back get_back represcribe "
        "re-prescribe reissue re-issue unpause un-pause readmit re-admit desensitise desensitize "
        "reload_with go_again have_again reactivate re-activate reenter re-launch reorder re-order "
        "bring_back_in take_up_again write_up_again slide_back ease_back slip_back phase_back_in re-enter "
        "re-try begin_back_on open_the_way_to open_the_door_to clear_the_way_for pave_the_way_for "
        "reopen_the_door_to make_way_for"
    ),
    "start": "start begin initiate commence introduce institute launch",
    "give": (
        "give administer use prescribe dose dispense supply offer provide inject try deliver order_up "
        "employ write_up go_ahead_with press_ahead_with push_ahead_with forge_ahead_with move_ahead_with "
        "go_forward_with proceed_with crack_on_with rewrite re-write rechart re-chart re-prescribe represcribe "
        "co-prescribe coadminister co-administer combine insert load redispense target put_on "
        "place_on treat_with opt_for aim_for settle_on"
    ),
    "take": "take receive swallow ingest tolerate consume ",
    "continue": (
        "continue maintain persist proceed persevere finish carry_on keep_on keep_going press_on stick_with "
        "ride_out go_on push_on push_through keep_taking keep_giving keep_using soldier_on stay_the_course "
        "see_through stay_on remain_on stay_at remain_at leave_on leave_unchanged carry_on_with keep_up "
        "keep_up_with keep_in_place leave_alone leave_in_place leave_be leave_running leave_going let_run "
        "let_be persist_with plough_on plow_on hang_on_with sustain prolong pursue keep_running "
        "keep_going_with cling_to hold_steady keep_steady run_on stay_put hold_the_course keep_at"
    ),
    "keep": "keep",
    "raise": (
        "increase raise escalate uptitrate up-titrate titrate bump boost add augment advance elevate "
        "push step_up go_up move_up work_up_to build_up go_to push_to scale_up ramp_up turn_up put_up "
        "top_up go_higher climb_to aim_higher up_the"
    ),
    "reduce": (
        "reduce lower decrease cut trim taper deescalate de-escalate downtitrate down-titrate drop "
        "minimise minimize diminish shrink wean step_down go_down cut_back cut_down back_off "
        "dial_down scale_down come_down taper_down shave trim_back pare pare_back pare_down ease_down nudge_down "
        "bring_down knock_down take_down notch_down scale_back ratchet_down slim_down thin_out lighten step_back_to "
        "turn_down move_down drop_back tone_down dial_back"
    ),
    "hold": (
        "hold withhold pause suspend interrupt omit put_on_hold keep_holding keep_off stay_off "
        "keep_stopped leave_off hold_off rest park freeze remain_off keep_on_hold leave_on_hold stay_on_hold "
        "remain_on_hold stay_stopped remain_stopped leave_stopped put_on_ice put_on_pause put_aside put_away "
        "give_a_miss give_a_rest give_a_wide_berth lay_aside hold_back hold_fire_on take_a_break_from give_a_break "
        "have_a_break_from stand_down "
        "leave_in_the_cupboard leave_in_the_drawer leave_in_the_box leave_in_the_packet keep_in_the_cupboard "
        "keep_away_from stay_away_from keep_clear_of lay_off"
    ),
    "stop": (
        "stop discontinue cease withdraw halt terminate quit abandon end abort drop_altogether "
        "come_off take_off break_off leave_out give_up phase_out go_off get_off deprescribe de-prescribe scrap ditch "
        "bin axe shelve retire pull yank scratch strike_off strike_out cross_off cross_out delete remove cancel "
        "eliminate relinquish forgo forego jettison finish_with part_with say_goodbye_to "
        "close_the_book_on close_the_door_on shut_the_door_on draw_a_line_under call_time_on call_a_halt_to "
        "put_a_stop_to put_an_end_to pull_the_plug_on throw_away throw_out chuck_out dispose_of discard "
        "return_to_the_pharmacy hand_back stop_taking stop_giving stop_using"
    ),
    "switch": (
        "switch change replace substitute convert swap move_to go_over_to touch tinker_with fiddle_with meddle_with "
        "tamper_with interfere_with mess_with"
    ),
    "test": (
        "check test monitor measure recheck re-check retest re-test draw assess evaluate screen "
        "surveil sample remeasure follow_up keep_an_eye_on"
    ),
    "repeat": "repeat",
    "avoid": (
        "avoid deny refuse forbid prohibit preclude reject decline refrain prevent bar ban contraindicate "
        "disallow abstain desist hold_back_from strike_out strike_off cross_out cross_off "
        "resist discourage oppose warn_against advise_against object_to guard_against steer_clear_of "
        "rule_out shy_away_from"
    ),
    "exceed": (
        "exceed surpass overstep overshoot outstrip go_above go_over go_beyond rise_above go_past top_out_above "
        "climb_above"
    ),
    "hesitate": "hesitate fear worry fret mind dread be_afraid think_twice be_scared shy_from be_shy",
    "ignore": (
        "ignore override disregard waive bypass relax bend breach break skip neglect discount dismiss overrule "
        "overlook circumvent forget disobey lift lift loosen violate reverse revoke rescind undo work_around "
        "get_around set_aside do_away_with talk_away look_past brush_off"
    ),
    "fail": "fail forget_to omit_to neglect_to",
    "allow": (
        "allow permit tolerate_up_to authorise authorize accept approve endorse support justify "
        "warrant favour favor license"
    ),
    "recommend": "recommend advise suggest propose urge prefer encourage counsel instruct",
    "state": (
        "state say describe report recommend_that list give_as set mention cite note find show "
        "publish print specify write read claim define name put_at quote call_for set_out lay_down"
    ),
    "study": (
        "study compare enrol enroll randomise randomize treat investigate analyse analyze include "
        "observe review examine"
    ),
    "record": "record document code log file register",
    "refer": (
        "refer contact consult call phone ask discuss tell inform alert ring escalate_to speak_to talk_to seek_advice"
    ),
    "rise": (
        "rise climb mount soar surge ascend fall "
        "normalise normalize settle improve recover resolve peak worsen deteriorate "
        "double_up recur relapse persist_above flare subside return_to_normal return_to_baseline "
        "go_back_to_normal go_back_to_baseline"
    ),
    "consider": "consider think_about contemplate",
    "apply": "apply hold_true bind constrain restrict fetter govern count matter respect honour honor obey heed",
    "confirm": "confirm verify double-check doublecheck establish determine ensure",
    "wait": "wait delay defer postpone await",
    "divide": "divide split halve_into crush dissolve",
    "exclude": "exclude look_for search_for",
}
#: Nouns of the verbs' classes ("discontinuation"), read as the verb with form `noun`.
NOUNS: dict[str, str] = {
    "restart": (
        "re-entry comeback desensitisation desensitization reintroduction re-introduction rechallenge "
        "re-challenge rechallenges resumption reinstatement reinitiation re-initiation recommencement "
        "retreatment re-exposure reexposure reentry restarts retrial retrials re-trial re-initiation another-go "
        "another-try another-chance another-trial another-attempt another-shot second-chance second-go second-try "
        "second-attempt second-trial second-shot further-trial further-attempt further-go fresh-start fresh-trial"
    ),
    "start": "initiation commencement introduction induction",
    "give": "administration usage dosing dosage",
    "continue": "continuation maintenance persistence",
    "raise": "escalation uptitration up-titration titration increment increments",
    "reduce": "reduction reductions de-escalation deescalation tapering",
    "hold": "interruption hold holds suspension pause",
    "stop": "discontinuation cessation withdrawal termination discontinuations deprescribing",
    "switch": "substitution replacement adjustment modification alteration",
    "test": "monitoring surveillance testing measurement checks retesting tests test",
    "avoid": "avoidance",
}

#: Past forms whose base is no verb here: "up" is an adverb.
PAST_ONLY: dict[str, str] = {"raise": "upped"}

#: (class, form): base, third, ing, past (also the participle) or noun.
VerbForm = tuple[str, str]


#: Order-sheet English with signs in it.
SHORT: dict[tuple[str, ...], VerbForm] = {
    ("d", "/", "c"): ("stop", "base"),
    ("d", "/", "c'd"): ("stop", "past"),
    ("d", "/", "ced"): ("stop", "past"),
    ("w", "/", "h"): ("hold", "base"),
    ("w", "/", "held"): ("hold", "past"),
}


def _all() -> dict[tuple[str, ...], VerbForm]:
    found: dict[tuple[str, ...], VerbForm] = {}
    for name, listed in VERBS.items():
        for phrase in listed.split():
            first, *rest = phrase.split("_")
            for surface, form in forms(first).items():
                found.setdefault((*(p for p in surface.split("-")), *rest), (name, form))
    for name, listed in NOUNS.items():
        for noun in listed.split():
            found.setdefault(tuple(noun.split("-")), (name, "noun"))
    found |= SHORT
    for name, listed in PAST_ONLY.items():
        for surface in listed.split():
            found.setdefault((surface,), (name, "past"))
    return found


#: Pieces of a verb or verb phrase (hyphens dropped, lower case) -> class and form.
VERB_FORMS: dict[tuple[str, ...], VerbForm] = _all()
