//! The kinds of pages, one file each.

mod about;
mod actions;
mod causes;
mod home;
pub(super) mod incident;
mod incidents;
mod paged;
mod parts;
pub(super) mod row;
mod search;
mod services;
mod statistics;

mod strip;
mod terms;
mod timeline;
mod years;

use super::Plan;
use crate::error::Error;
use crate::theme::Variables;

/// What each template of a page may name.
pub fn variables() -> Vec<Variables> {
    let mut all = vec![
        home::VARIABLES,
        incidents::VARIABLES,
        years::VARIABLES,
        timeline::VARIABLES,
        search::VARIABLES,
        services::VARIABLES,
        actions::VARIABLES,
        statistics::VARIABLES,
    ];
    for some in [
        incident::VARIABLES,
        causes::VARIABLES,
        terms::VARIABLES,
        about::VARIABLES,
    ] {
        all.extend(some);
    }
    all.sort_by_key(|variables| variables.template);
    all
}

/// Adds every page of the site.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    home::add(plan)?;
    incidents::add(plan)?;
    years::add(plan)?;
    incident::add(plan)?;
    timeline::add(plan)?;
    search::add(plan)?;
    causes::add(plan)?;
    terms::add(plan)?;
    services::add(plan)?;
    actions::add(plan)?;
    statistics::add(plan)?;

    about::add(plan)
}
