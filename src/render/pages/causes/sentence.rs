//! What the numbers say, in sentences that somebody could read out.

use super::title;
use crate::analyze::causes::Causes;
use crate::analyze::causes::coverage::Coverage;
use crate::analyze::causes::impact::Impact;
use crate::analyze::proportion::Proportion;
use crate::language::Language;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::words::{self, sentences, took};

/// With fewer coded incidents than this an order says little.
const ENOUGH: usize = 10;

/// Says what keeps breaking. A number and its sign stay on one line.
pub(super) fn lead(causes: &Causes, book: &Book) -> String {
    what_breaks(causes, book).replace(" %", "\u{a0}%")
}

fn what_breaks(causes: &Causes, book: &Book) -> String {
    let coded = causes.coverage.coded;
    let Some((first, most)) = first(causes) else {
        return match causes.coverage.incidents {
            0 => book.say("causes.lead-empty").to_owned(),
            _ => book.say("causes.lead-uncoded").to_owned(),
        };
    };
    let names: Vec<String> = first.iter().map(|id| title(id, book)).collect();
    let share = Proportion::new(most, coded);
    if coded == 1 {
        let names = book.language().listed(&names);
        return book.with("causes.lead-single", &[("causes", (&names).into())]);
    }
    let listed = match names.len() {
        1..=3 => book.language().listed(&names),
        n => book.counted("causes.kinds", n),
    };
    let incidents = book.counted("causes.of-coded", coded);
    let percent = words::share(share, book.language()).unwrap_or_default();
    let lead = book.with(
        "causes.lead",
        &[
            ("n", names.len().into()),
            ("causes", (&listed).into()),
            ("some", most.into()),
            ("incidents", (&incidents).into()),
            ("percent", (&percent).into()),
        ],
    );
    let next = next(causes, first.len(), book).unwrap_or_default();
    sentences(&[lead, next], book.language())
}

/// The most frequent causes, and how frequent they are.
fn first(causes: &Causes) -> Option<(Vec<&CauseId>, usize)> {
    let count = |id: &CauseId| causes.stats.get(id).map_or(0, |stat| stat.incidents.len());
    let most = causes.ranking.first().map(count)?;
    let first = causes.ranking.iter().take_while(|id| count(id) == most);
    Some((first.collect(), most))
}

/// Says what comes next, and whether the order is settled.
fn next(causes: &Causes, firsts: usize, book: &Book) -> Option<String> {
    if causes.coverage.coded < ENOUGH {
        return Some(book.say("causes.few").to_owned());
    }
    let first = causes.ranking.first()?;
    let rest = causes.ranking.get(firsts..)?;
    let next: Vec<&CauseId> = rest.iter().take(2).collect();
    let share = |id: &CauseId| causes.share(id);
    let named = |id: &CauseId| {
        let percent = words::share(share(id)?, book.language())?;
        let cause = title(id, book);
        let args = [("cause", (&cause).into()), ("percent", (&percent).into())];
        Some(book.with("causes.with-share", &args))
    };
    let named: Vec<String> = next.iter().filter_map(|id| named(id)).collect();
    let second = share(next.first()?)?;
    let listed = book.language().listed(&named);
    Some(match share(first)?.distinguished(second) {
        Some(_) => book.with("causes.clear", &[("causes", (&listed).into())]),
        None => book.with(
            "causes.close",
            &[("n", named.len().into()), ("causes", (&listed).into())],
        ),
    })
}

/// Says the numbers that are not 0, each with its message.
pub(super) fn some_of(numbers: &[(usize, &str)], language: &Language) -> Vec<String> {
    let some = numbers.iter().filter(|(n, _)| *n > 0);
    some.map(|(n, id)| language.counted(id, *n)).collect()
}

/// Says how many incidents the numbers are of, and why others are not among them.
pub(super) fn coverage(coverage: &Coverage, language: &Language) -> String {
    let count = match (coverage.coded, coverage.incidents) {
        (coded, all) if coded == all => language.counted("causes.all-count", all),
        (coded, all) => {
            let incidents = language.counted("causes.of-incidents", all);
            let args = [("n", coded.into()), ("incidents", (&incidents).into())];
            language.with("causes.some-count", &args)
        }
    };
    let left_out = some_of(
        &[
            (coverage.uncoded, "causes.uncoded"),
            (coverage.unrecognised, "causes.unrecognised"),
            (coverage.unknown_only, "causes.unknown-only"),
        ],
        language,
    );
    let left_out = match left_out.as_slice() {
        [] => String::new(),
        list => {
            let list = language.listed(list);
            language.with("causes.left-out", &[("list", (&list).into())])
        }
    };
    let inferred = some_of(&[(coverage.inferred, "causes.inferred-causes")], language);
    sentences(&[count, left_out, inferred.concat()], language)
}

/// Says what a time of impact is of, and what is not in it.
pub(super) fn impact(impact: &Impact, language: &Language) -> String {
    let mut known = vec![language.counted("causes.impact-of", impact.n)];
    if let Some(median) = impact.median() {
        let time = took(median as i64, language);
        known.push(language.with("causes.impact-median", &[("time", (&time).into())]));
    }
    known.extend(some_of(
        &[(impact.inferred, "causes.impact-inferred")],
        language,
    ));
    let known = known.join(language.say("lists.comma"));
    let left_out = some_of(
        &[
            (impact.without_times, "causes.without-times"),
            (impact.too_coarse, "causes.too-coarse"),
            (impact.backwards, "causes.backwards"),
        ],
        language,
    );
    if left_out.is_empty() {
        return known;
    }
    let list = language.listed(&left_out);
    let args = [("known", (&known).into()), ("list", (&list).into())];
    language.with("causes.impact-left-out", &args)
}

/// `19 of the 61 incidents that name their causes have it: 31 %, 95 % interval 21–44 %.`
pub(super) fn share(share: Proportion, language: &Language) -> String {
    let (percent, interval) = (
        words::share(share, language),
        words::share_interval(share, language),
    );
    let (Some(percent), Some(interval)) = (percent, interval) else {
        return language.say("causes.share-of-none").to_owned();
    };
    let incidents = language.counted("causes.of-coded", share.of);
    language.with(
        "causes.share",
        &[
            ("n", share.count.into()),
            ("incidents", (&incidents).into()),
            ("percent", (&percent).into()),
            ("interval", (&interval).into()),
        ],
    )
}
