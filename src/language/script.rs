//! Messages for scripts, as scripts.

use super::Language;
use super::message::Message;
use super::plural::Form;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The function that says them.
const SAY: &str = include_str!("../../themes/default/say.js");

/// Writes what stands before all other scripts of a page: how messages are said, and those of an area.
pub(super) fn first(language: &Language, area: &str) -> String {
    let (tag, words) = (json!(language.tag()), json!(words(language, &[area])));
    format!("{SAY}Object.assign(casebook,{{language:{tag},words:{words}}})\n")
}

/// Writes what adds the messages of some areas to those before. What other pages say as well goes by
/// its whole id.
pub(super) fn more(language: &Language, areas: &[&str]) -> String {
    let words = json!(words(language, areas));
    format!("Object.assign(casebook.words,{words})\n")
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
        let script = language.first_script("script");
        assert!(
            script.contains("Object.assign(casebook,{language:\"de\",words:{"),
            "{script}"
        );
        assert!(script.contains("\"close\":\"Zu </script>\""), "{script}");
    }
}
