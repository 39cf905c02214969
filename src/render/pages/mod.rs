//! The kinds of pages, one file each.

mod about;
mod causes;
mod home;
pub(super) mod incident;
mod incidents;
pub(super) mod row;
mod search;
mod terms;
mod timeline;

use super::Plan;
use crate::error::Error;

/// Adds every page of the site.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    home::add(plan)?;
    incidents::add(plan)?;
    incident::add(plan)?;
    timeline::add(plan)?;
    search::add(plan)?;
    causes::add(plan)?;
    terms::add(plan)?;
    about::add(plan)
}
