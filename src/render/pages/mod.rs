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
