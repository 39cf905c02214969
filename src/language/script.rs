//! Messages for scripts, as scripts.

use super::Language;
use super::message::Message;
use super::plural::Form;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The area whose messages every page has; others are `script-timeline` and the like.
const SHARED: &str = "script";

/// The function that says them.
const SAY: &str = include_str!("../../themes/default/say.js");

/// Writes `words.js` from the area `script`, and from each area `script-NAME` a `words-NAME.js`.
/// Every one adds to `casebook.words`, where `casebook.say` looks.
pub(super) fn scripts(language: &Language) -> Vec<(String, Vec<u8>)> {
    let mut areas: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    areas.insert(SHARED, BTreeMap::new());
    for (id, message) in language.messages() {
        if let Some((area, key)) = id.split_once('.')
            && (area == SHARED || area.starts_with("script-"))
        {
            areas.entry(area).or_default().insert(key, value(message));
        }
    }
    areas
        .into_iter()
        .map(|(area, words)| {
            let words = Value::Object(words.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
            let script = if area == SHARED {
                format!(
                    "{SAY}Object.assign(casebook,{{language:{},words:{words}}})\n",
                    json!(language.tag())
                )
            } else {
                format!("Object.assign(casebook.words,{words})\n")
            };
            (address(area), script.into_bytes())
        })
        .collect()
}

fn address(area: &str) -> String {
    format!("words{}.js", area.strip_prefix(SHARED).unwrap_or(area))
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
