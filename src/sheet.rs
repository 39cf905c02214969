//! Tables for spreadsheets, as CSV that no spreadsheet runs.

use std::borrow::Cow;

/// A table in the making.
#[derive(Debug)]
pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// Begins a table with the heads of its columns.
    pub fn new(columns: &[&str]) -> Sheet {
        let mut sheet = Sheet {
            writer: csv::Writer::from_writer(Vec::new()),
        };
        sheet.row(columns);
        sheet
    }

    /// Adds a row.
    pub fn row<C: AsRef<str>>(&mut self, cells: &[C]) {
        let cells = cells.iter().map(|cell| inert(cell.as_ref()));
        // Writing to memory cannot fail.
        let _ = self
            .writer
            .write_record(cells.map(|cell| cell.into_owned().into_bytes()));
    }

    /// Returns the text.
    pub fn finish(self) -> String {
        String::from_utf8(self.writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// Spreadsheets run cells that begin like a formula, in narrow letters or wide ones; an apostrophe
/// makes them text.
fn inert(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    #[test]
    fn formulas_are_inert_and_marks_are_quoted() {
        for (cell, printed) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\""),
        ] {
            let mut sheet = Sheet::new(&["a", "b"]);
            sheet.row(&[cell, "-"]);
            assert_eq!(sheet.finish(), format!("a,b\n{printed},'-\n"));
        }
    }
}
