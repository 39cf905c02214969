//! Milestones that running text tells.

use super::super::prose::Dated;
use super::{Clues, Milestones, add};
use crate::load::time::resolve;
use crate::model::{Event, Milestone, Moment, Origin, Sourced};

/// "Down from 16:58 to 18:46", and the timeline has events at both times.
pub(super) fn from_confirmed_range(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let Some(range) = &clues.told.range else {
        return;
    };
    let mut context = clues.context.clone();
    context.day = clues
        .events
        .iter()
        .find_map(|event| event.at.as_ref())
        .map(|at| at.local.date())
        .or(context.day);
    let Some((start, Some(end))) = resolve(&range.reading, &context) else {
        return;
    };
    let is_event = |moment: &Moment| {
        let at = |event: &Event| event.at.as_ref().map(|at| at.local);
        clues
            .events
            .iter()
            .any(|event| at(event) == Some(moment.local))
    };
    if is_event(&start) && is_event(&end) {
        add(
            found,
            Milestone::Started,
            start,
            Origin::Prose,
            range.span.clone(),
        );
        add(
            found,
            Milestone::Resolved,
            end,
            Origin::Prose,
            range.span.clone(),
        );
    }
}

/// What running text says, where there are no events.
pub(super) fn from_told(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let on_its_day = |dated: &Dated| {
        let mut context = clues.context.clone();
        context.day = dated.day.or(context.day);
        resolve(&dated.reading, &context)
    };
    if let Some(start) = clues
        .told
        .start
        .as_ref()
        .filter(|_| !found.contains_key(&Milestone::Started))
        && let Some((at, until)) = on_its_day(start)
    {
        add(
            found,
            Milestone::Started,
            at,
            Origin::Prose,
            start.span.clone(),
        );
        if let Some(until) = until {
            add(
                found,
                Milestone::Resolved,
                until,
                Origin::Prose,
                start.span.clone(),
            );
        }
    }
    if let Some(end) = clues.told.end.as_ref().filter(|_| clues.events.is_empty())
        && let Some((at, _)) = on_its_day(end)
    {
        // An end in its own words beats the end of a range about some part of it.
        let later = found.get(&Milestone::Resolved).is_none_or(|known| {
            known.origin == Origin::Prose && known.value.instant() < at.instant()
        });
        if later {
            let told = Sourced::inferred(at, Origin::Prose, end.span.clone());
            found.insert(Milestone::Resolved, told);
        }
    }
}
