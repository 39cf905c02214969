//! What templates say: `{{ t(id="home.latest") }}`.

use crate::language::{Arg, Language};
use crate::markdown::html::Html;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// The name of the function.
const NAME: &str = "t";

/// Lets templates say messages. The result is markup: words of the message and texts are escaped,
/// arguments that are markup (`| safe`) are not.
pub(super) fn register(tera: &mut Tera, language: Arc<Language>) {
    tera.register_function(NAME, move |kwargs: Kwargs, state: &State| {
        say(&kwargs, state, &language)
    });
}

fn say(kwargs: &Kwargs, state: &State, language: &Language) -> TeraResult<Value> {
    let id: &str = kwargs.must_get("id")?;
    // Texts are escaped as the template would have escaped them.
    let mut filled: Vec<(&str, Filled)> = Vec::new();
    for (key, value) in kwargs.iter() {
        let key = key.as_str().unwrap_or_default();
        if key != "id" {
            filled.push((key, Filled::new(value, state)?));
        }
    }
    let args: Vec<(&str, Arg<'_>)> = filled.iter().map(|(key, it)| (*key, it.arg())).collect();
    let said = language.html_checked(id, &args).map_err(Error::message)?;
    Ok(Value::safe_string(said.as_str()))
}

/// An argument, kept while the message is said.
enum Filled {
    Number(i64),
    /// The way to a link, or any other text; already escaped where it is markup.
    Text(String),
    Html(Html),
}

impl Filled {
    fn new(value: &Value, state: &State) -> TeraResult<Filled> {
        if let Some(number) = value.as_i64().filter(|_| value.is_number()) {
            return Ok(Filled::Number(number));
        }
        if value.is_none() {
            return Ok(Filled::Text(String::new()));
        }
        match value.as_str() {
            Some(text) if !value.is_safe() => Ok(Filled::Text(text.to_owned())),
            _ => Ok(Filled::Html(Html::trusted(state.escape_if_needed(value)?))),
        }
    }

    fn arg(&self) -> Arg<'_> {
        match self {
            Filled::Number(number) => Arg::Number(*number),
            Filled::Text(text) => Arg::Text(text),
            Filled::Html(html) => Arg::Html(html),
        }
    }
}

/// Writes the messages that need no argument into a built-in template, so that no page looks them up.
/// Lines stay as they are. Templates of a project keep their text: a fault shows it.
pub(super) fn settled(template: &str, language: &Language) -> String {
    const OPEN: &str = "{{ t(id=\"";
    const CLOSE: &str = "\") }}";
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        let call = &rest[at + OPEN.len()..];
        let said = call.find('"').and_then(|end| {
            let said = language.html_checked(&call[..end], &[]).ok()?;
            let after = call[end..].strip_prefix(CLOSE)?;
            // What would begin a tag of the template, or another line, stays a call.
            let is_plain = !said.as_str().contains(['{', '\n']);
            is_plain.then_some((said, after))
        });
        match said {
            Some((said, after)) => {
                out.push_str(said.as_str());
                rest = after;
            }
            None => {
                out.push_str(OPEN);
                rest = call;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{register, settled};
    use crate::language::Language;
    use std::sync::Arc;
    use tera::{Context, Tera};

    fn rendered(template: &str) -> Result<String, String> {
        let mut tera = Tera::default();
        register(&mut tera, Arc::new(Language::english()));
        tera.add_raw_template("a.html", template)
            .map_err(|fault| fault.to_string())?;
        let mut context = Context::new();
        context.insert("title", "<b> & 'c'");
        context.insert("count", &2_000);
        tera.render("a.html", &context)
            .map_err(|fault| fault.to_string())
    }

    #[test]
    fn messages_are_said_and_arguments_escaped() {
        for (template, expected) in [
            ("{{ t(id=\"page.home\") }}", "Home"),
            (
                "{{ t(id=\"page.described\", title=title, archive=\"<i>\" | safe) }}",
                "&lt;b&gt; &amp; 'c', in <i>",
            ),
            (
                "{{ t(id=\"home.all-incidents\", n=count) }}",
                "All 2,000 incidents",
            ),
            (
                "{% set all = t(id=\"home.empty\") %}{{ all }}",
                "There are no reports yet. <code>casebook new &quot;What happened&quot;</code> writes the first one.",
            ),
        ] {
            assert_eq!(rendered(template).as_deref(), Ok(expected), "{template}");
        }
    }

    #[test]
    fn slips_are_told_with_their_line() {
        for (call, told) in [
            ("t(id=\"page.hom\")", "did you mean `page.home`?"),
            (
                "t(id=\"page.described\", title=title)",
                "needs the argument `archive`",
            ),
            ("t(id=\"home.all-incidents\")", "needs a number as `n`"),
            (
                "t(id=\"home.all-incidents\", n=title)",
                "needs a number as `n`",
            ),
            ("t(id=\"page.home\", x=1)", "has no place for `x`"),
            ("t(id=\"dates.months\")", "is a list"),
            ("t()", "id"),
        ] {
            let fault = rendered(&format!("a\n{{{{ {call} }}}}")).expect_err(call);
            assert!(fault.contains(told), "{call}: {fault}");
            assert!(fault.contains("a.html:2:"), "{call}: {fault}");
        }
    }

    #[test]
    fn what_needs_no_argument_is_settled_before() {
        let english = Language::english();
        for (template, expected) in [
            (
                "<a>{{ t(id=\"page.home\") }}</a>{{ x }}",
                "<a>Home</a>{{ x }}",
            ),
            ("{{ t(id=\"page.hom\") }}", "{{ t(id=\"page.hom\") }}"),
            (
                "{{ t(id=\"home.all-incidents\", n=1) }}",
                "{{ t(id=\"home.all-incidents\", n=1) }}",
            ),
            (
                "{{ t(id=\"page.home\") | upper }}",
                "{{ t(id=\"page.home\") | upper }}",
            ),
        ] {
            assert_eq!(settled(template, &english), expected);
        }
    }
}
