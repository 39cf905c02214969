//! Messages for scripts, as scripts.

use super::Language;
use super::message::Message;
use super::plural::Form;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The scripts, each with the areas whose messages it holds. What other pages say as well goes by
/// its whole id.
const SCRIPTS: [(&str, &[&str]); 4] = [
    ("words.js", &["script"]),
    ("words-history.js", &["script-history"]),
    ("words-search.js", &["script-search", "script-query"]),
    (
        "words-timeline.js",
        &["script-timeline", "script-query", "dates", "durations"],
    ),
];

/// The function that says them.
const SAY: &str = include_str!("../../themes/default/say.js");

/// Writes the scripts. The first one is on every page; the others add to `casebook.words`, where
/// `casebook.say` looks.
pub(super) fn scripts(language: &Language) -> Vec<(String, Vec<u8>)> {
    let script = |(address, areas): &(&str, &[&str])| {
        let words = json!(words(language, areas));
        let text = match areas {
            ["script"] => {
                let tag = json!(language.tag());
                format!("{SAY}Object.assign(casebook,{{language:{tag},words:{words}}})\n")
            }
            _ => format!("Object.assign(casebook.words,{words})\n"),
        };
        ((*address).to_owned(), text.into_bytes())
    };
    SCRIPTS.iter().map(script).collect()
}

/// The messages of some areas, by what scripts call them.
fn words<'l>(language: &'l Language, areas: &[&str]) -> BTreeMap<&'l str, Value> {
    let messages = language.messages().filter_map(|(id, message)| {
        let (area, key) = id.split_once('.')?;
        let name = if area.starts_with("script") { key } else { id };
        areas.contains(&area).then(|| (name, value(message)))
    });
    messages.collect()
}

/// A text, forms by name, or a list.
fn value(message: &Message) -> Value {
    match message {
        Message::Text(text) => json!(text.written),
        Message::Plural(forms) => {
            let forms = Form::ALL.iter().filter_map(|form| {
                let text = forms[*form as usize].as_ref()?;
                Some((form.as_str().to_owned(), json!(text.written)))
            });
            Value::Object(forms.collect::<Map<_, _>>())
        }
        Message::List(words) => json!(words),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{File, Language};

    #[test]
    fn scripts_hold_their_messages() {
        let text = "[script]\nclose = \"Zu </script>\"\n";
        let file = File::own("de", "de.toml".into(), text.to_owned());
        let language = Language::load("de", &[file]).expect("a language");
        let (address, script) = language.scripts().remove(0);
        assert_eq!(address, "words.js");
        let script = String::from_utf8(script).expect("a script");
        assert!(
            script.contains("Object.assign(casebook,{language:\"de\",words:{"),
            "{script}"
        );
        assert!(script.contains("\"close\":\"Zu </script>\""), "{script}");
    }
}
