//! Which words are forms of one, and which say little.

use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;

/// British spellings by how words begin, with the American one.
const BRITISH: [(&str, &str); 33] = [
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("cancell", "cancel"),
    ("catalogu", "catalog"),
    ("centre", "center"),
    ("channell", "channel"),
    ("colour", "color"),
    ("datacentre", "datacenter"),
    ("defence", "defense"),
    ("dialogu", "dialog"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("focuss", "focus"),
    ("fuell", "fuel"),
    ("fulfil", "fulfill"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("judgement", "judgment"),
    ("labell", "label"),
    ("labour", "labor"),
    ("levell", "level"),
    ("licence", "license"),
    ("modell", "model"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("practis", "practic"),
    ("rumour", "rumor"),
    ("signall", "signal"),
    ("travell", "travel"),
    ("tunnell", "tunnel"),
];
/// British endings, with the American ones. `promise` gets one too, which is no word and so does no
/// harm.
const ENDINGS: [(&str, &str); 15] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("isable", "izable"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("lyse", "lyze"),
    ("lysed", "lyzed"),
    ("lyser", "lyzer"),
    ("lysers", "lyzers"),
    ("lyses", "lyzes"),
    ("lysing", "lyzing"),
];

/// What a language says about its words: which are forms of one, and which say little.
pub(super) struct Language {
    stemmer: Option<Stemmer>,
    is_english: bool,
    /// Words that only hold a question together.
    pub(super) small: &'static str,
}

impl Language {
    /// Finds the stemmer of a BCP 47 tag.
    pub(super) fn new(tag: &str) -> Language {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let algorithm = match primary.to_lowercase().as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "nl" => Algorithm::Dutch,
            "en" => Algorithm::English,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "es" => Algorithm::Spanish,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => {
                return Language {
                    stemmer: None,
                    is_english: false,
                    small: "",
                };
            }
        };
        Language {
            is_english: matches!(algorithm, Algorithm::English),
            small: small(&algorithm),
            stemmer: Some(Stemmer::create(algorithm)),
        }
    }

    /// Returns what all forms of a word have in common; names with digits have no other forms. The
    /// word comes without accents, so that spellings with and without them meet.
    pub(super) fn stem(&self, word: &str) -> String {
        let is_plain = word.chars().all(char::is_alphabetic);
        match &self.stemmer {
            Some(stemmer) if is_plain && self.is_english => {
                stemmer.stem(&american(word)).into_owned()
            }
            Some(stemmer) if is_plain => stemmer.stem(word).into_owned(),
            _ => word.to_owned(),
        }
    }
}

/// A word as Americans spell it.
fn american(word: &str) -> Cow<'_, str> {
    let at = BRITISH.partition_point(|(british, _)| *british <= word);
    let before = BRITISH[..at].last();
    if let Some((british, american)) = before
        && let Some(rest) = word.strip_prefix(british)
        && !(american.starts_with(british) && word.starts_with(american))
    {
        return Cow::Owned(format!("{american}{rest}"));
    }
    // `rise` and `noise` are too short to be verbs of this kind.
    if word.len() > 5
        && let Some((british, american)) = ENDINGS.iter().find(|(end, _)| word.ends_with(end))
    {
        return Cow::Owned(format!("{}{american}", &word[..word.len() - british.len()]));
    }
    Cow::Borrowed(word)
}

/// Words that only hold a question together, without accents. They are common in reports too, most
/// of them, but `why` and `did` are not, and must not decide.
fn small(language: &Algorithm) -> &'static str {
    match language {
        Algorithm::English => {
            "a about all also an and any are as at be because been being but by can could did do \
             does each for from get got had has have he her his how i if in into is it its me my of \
             on or our she so some than that the their them then there these they this those \
             through to was we were what when where which who why will with would you your"
        }
        Algorithm::German => {
            "aber als am an auch auf aus bei bin bis da dann das dass dem den der des die dies du \
             ein eine einem einen einer eines er es fur haben hat hatte ich ihr im in ist kann mit \
             nach oder sein sich sie sind so uber um und uns von vor war waren warum was wegen wer \
             wie wieso wir wird wo wurde wurden zu zum zur"
        }
        Algorithm::French => {
            "a au aux avec avons ce ces cette comme comment dans de des du elle elles en est et eu \
             il ils je la le les leur ma mais me mes mon nos notre nous on ont ou par parce pour \
             pourquoi quand que quel quelle qui quoi s sa sans se ses si son sont sur tu un une vos \
             votre vous y"
        }
        Algorithm::Spanish => {
            "a al como con cual cuando de del donde el ella ellos en era es esta este esto fue ha \
             han hay la las le les lo los mas me mi no nos o para pero por porque que quien se si \
             sin son su sus tu un una uno unos y"
        }
        Algorithm::Portuguese => {
            "a ao aos as com como da das de do dos e ela ele em era esta foi ha isso ja mais mas na \
             nas no nos o onde os ou para pela pelo por porque quando que quem se sem seu sua um uma"
        }
        Algorithm::Italian => {
            "a ad ai al alla che chi ci come con da dal dalla dei del della delle di dove e era gli \
             ha hanno i il in io la le lo ma ne nei nel nella o per perche piu quale quando quello \
             questa questo se si sono su sul un una uno"
        }
        Algorithm::Dutch => {
            "aan als bij dat de deze die dit door een en er had heeft het hoe ik in is kan maar met \
             naar niet of om onze ook op over te tot uit van voor waar waarom wanneer was wat we \
             welke werd wie wij zijn zo"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{BRITISH, Language};

    #[test]
    fn forms_and_spellings_of_one_word_meet() {
        let language = Language::new("en-GB");
        for words in [
            "deadlock deadlocks deadlocked deadlocking",
            "cancel canceled cancelled cancelling cancels",
            "centre center centers centres",
            "initialise initialize initialised initializing initialises",
            "authorisation authorization",
            "analyse analyze analysed analyzing",
            "behaviour behavior behaviours",
            "fulfil fulfill fulfilled",
            "catalogue catalog catalogues catalogs",
            "compromise compromised compromising",
        ] {
            let stems: Vec<String> = words.split(' ').map(|word| language.stem(word)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
        assert_ne!(language.stem("rise"), language.stem("rize"));
    }

    #[test]
    fn british_spellings_are_in_order_for_the_search_among_them() {
        assert!(BRITISH.is_sorted_by(|a, b| a.0 < b.0 && !b.0.starts_with(a.0)));
    }
}
