//! What keys, tokens and passwords look like.

use crate::source::Span;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A kind of secret.
#[derive(Debug)]
pub(super) struct Kind {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// Whether nothing else looks like it.
    pub(super) is_certain: bool,
}

/// A vendor's format: how it begins, and what follows.
struct Format {
    kind: Kind,
    head: &'static str,
    is_tail: fn(char) -> bool,
    /// Fewest and most characters after the head.
    length: (usize, usize),
}

const fn format(
    name: &'static str,
    head: &'static str,
    is_tail: fn(char) -> bool,
    length: (usize, usize),
) -> Format {
    let kind = Kind {
        name,
        is_certain: true,
    };
    Format {
        kind,
        head,
        is_tail,
        length,
    }
}

fn capital_or_digit(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

fn letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn word_or_dot(c: char) -> bool {
    word(c) || c == '.'
}

fn word_or_slash(c: char) -> bool {
    word(c) || c == '/'
}

fn hexadecimal(c: char) -> bool {
    c.is_ascii_hexdigit()
}

/// Heads and lengths are those that the vendors document for their scanners.
static FORMATS: &[Format] = &[
    format("an AWS access key", "AKIA", capital_or_digit, (16, 16)),
    format(
        "a temporary AWS access key",
        "ASIA",
        capital_or_digit,
        (16, 16),
    ),
    format("a GitHub token", "ghp_", letter_or_digit, (36, 80)),
    format("a GitHub token", "gho_", letter_or_digit, (36, 80)),
    format("a GitHub token", "ghu_", letter_or_digit, (36, 80)),
    format("a GitHub token", "ghs_", letter_or_digit, (36, 80)),
    format("a GitHub token", "ghr_", letter_or_digit, (36, 80)),
    format("a GitHub token", "github_pat_", word, (50, 120)),
    format("a GitLab token", "glpat-", word_or_dot, (20, 80)),
    format("a GitLab runner token", "glrt-", word_or_dot, (20, 80)),
    format("a GitLab deploy token", "gldt-", word_or_dot, (20, 80)),
    format("a Slack token", "xoxb-", word, (20, 120)),
    format("a Slack token", "xoxp-", word, (20, 120)),
    format("a Slack token", "xoxa-", word, (20, 120)),
    format("a Slack token", "xoxe-", word, (20, 250)),
    format("a Slack token", "xapp-", word, (20, 120)),
    format(
        "a Slack webhook",
        "hooks.slack.com/services/T",
        word_or_slash,
        (30, 80),
    ),
    format("a Google API key", "AIza", word, (35, 35)),
    format("a Google client secret", "GOCSPX-", word, (28, 28)),
    format("a Google access token", "ya29.", word_or_dot, (30, 2048)),
    format("a Stripe key", "sk_live_", letter_or_digit, (16, 120)),
    format("a Stripe key", "rk_live_", letter_or_digit, (16, 120)),
    format(
        "a Stripe webhook secret",
        "whsec_",
        letter_or_digit,
        (24, 80),
    ),
    format("a SendGrid key", "SG.", word_or_dot, (60, 80)),
    format("an npm token", "npm_", letter_or_digit, (36, 36)),
    format("a PyPI token", "pypi-AgE", word, (50, 400)),
    format("a DigitalOcean token", "dop_v1_", letter_or_digit, (64, 64)),
    format("a Shopify token", "shpat_", letter_or_digit, (32, 32)),
    format("a Vault token", "hvs.", word, (24, 200)),
    format("a Databricks token", "dapi", hexadecimal, (32, 32)),
    format("a Hugging Face token", "hf_", letter_or_digit, (34, 40)),
    format("an Anthropic key", "sk-ant-", word, (20, 200)),
    format("an OpenAI key", "sk-proj-", word, (20, 200)),
    format("a Grafana token", "glsa_", word, (38, 60)),
    format("a New Relic key", "NRAK-", capital_or_digit, (27, 27)),
    format(
        "a Discord webhook",
        "discord.com/api/webhooks/",
        word_or_slash,
        (60, 120),
    ),
    format("an age key", "AGE-SECRET-KEY-1", capital_or_digit, (58, 58)),
    format("a JSON Web Token", "eyJ", word_or_dot, (30, 4096)),
];

static PRIVATE_KEY: Kind = Kind {
    name: "a private key",
    is_certain: true,
};
static ASSIGNED: Kind = Kind {
    name: "a password or token",
    is_certain: false,
};
static IN_ADDRESS: Kind = Kind {
    name: "a password in an address",
    is_certain: false,
};

/// Something that looks like a secret.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) kind: &'static Kind,
}

/// Finds secrets, in the order of the text; none overlap.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = of_formats(text).collect();
    found.extend(private_keys(text));
    found.extend(assigned(text));
    found.extend(in_addresses(text));
    found.sort_by_key(|found| (found.span.start, !found.kind.is_certain));
    let mut end = 0;
    found.retain(|found| {
        let is_new = found.span.start >= end;
        end = end.max(found.span.end);
        is_new
    });
    found
}

/// Shows what kind of value it is and no more.
pub(super) fn masked(secret: &str) -> String {
    const SHOWN: usize = 4;
    let head: String = secret
        .chars()
        .take(SHOWN.min(secret.chars().count() / 4))
        .collect();
    format!("{head}\u{2026}")
}

/// Finds the heads of all formats in one pass.
static HEADS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(FORMATS.iter().map(|format| format.head)).ok());

fn of_formats(text: &str) -> impl Iterator<Item = Found> {
    HEADS
        .iter()
        .flat_map(move |heads| heads.find_iter(text))
        .filter_map(|head| of_format(text, head.start(), &FORMATS[head.pattern().as_usize()]))
}

fn of_format(text: &str, at: usize, format: &'static Format) -> Option<Found> {
    let is_start = !text[..at].ends_with(word);
    let tail = near(&text[at + format.head.len()..], format.length.1 + 1);
    let length = tail.find(|c| !(format.is_tail)(c)).unwrap_or(tail.len());
    let value = &text[at..at + format.head.len() + length];
    let fits = (format.length.0..=format.length.1).contains(&length);
    let is_token = format.head != "eyJ" || value.matches('.').count() == 2;
    let is_real = is_start && fits && is_token && !is_example(value);
    is_real.then(|| Found {
        span: at..at + value.len(),
        kind: &format.kind,
    })
}

fn is_example(value: &str) -> bool {
    let folded = value.to_ascii_lowercase();
    [
        "example",
        "xxxx",
        "placeholder",
        "redacted",
        "changeme",
        "dummy",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

fn private_keys(text: &str) -> impl Iterator<Item = Found> {
    text.match_indices("-----BEGIN ").filter_map(|(at, begin)| {
        let rest = near(&text[at + begin.len()..], LONGEST);
        let name = &rest[..rest.find("-----")?];
        let is_key = (name.ends_with("PRIVATE KEY") || name.ends_with("PRIVATE KEY BLOCK"))
            && name.len() < 40;
        let end = at + begin.len() + name.len() + "-----".len();
        is_key.then_some(Found {
            span: at..end,
            kind: &PRIVATE_KEY,
        })
    })
}

/// Names whose values are secrets.
const NAMES: [&str; 11] = [
    "pwd",
    "accountkey",
    "password",
    "passwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "bearer",
];

static NAMED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).build(NAMES).ok()
});

/// `password = "..."`, `DB_TOKEN=...`, `Authorization: Bearer ...`.
fn assigned(text: &str) -> impl Iterator<Item = Found> {
    let names = NAMED.iter().flat_map(move |names| names.find_iter(text));
    let places = names.map(|name| (name.end(), NAMES[name.pattern().as_usize()]));
    places.filter_map(|(at, name)| {
        let rest = near(&text[at..], LONGEST);
        let after = rest.trim_start_matches(['"', '\'', ' ']);
        let value = match after.strip_prefix(['=', ':']) {
            Some(value) => value,
            None if matches!(name, "password" | "token") => {
                let told = ["was ", "is "]
                    .iter()
                    .find_map(|verb| after.strip_prefix(verb));
                told?
            }
            None if name == "bearer" && after.len() < rest.len() => after,
            None => return None,
        };
        let value = value
            .trim_start_matches(' ')
            .trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || "\"'`,;)]}<>".contains(c));
        let value = &value[..end.unwrap_or(value.len())];
        let start = text.len() - (text.len() - at) + offset(rest, value);
        let is_secret = looks_random(value) || is_key(name, value);
        is_secret.then(|| Found {
            span: start..start + value.len(),
            kind: &ASSIGNED,
        })
    })
}

/// `postgres://app:password@host`.
fn in_addresses(text: &str) -> impl Iterator<Item = Found> {
    text.match_indices("://").filter_map(|(at, _)| {
        let start = at + "://".len();
        let rest = near(&text[start..], LONGEST);
        let end = rest
            .find(|c: char| c.is_whitespace() || "/\"'`<>)".contains(c))
            .unwrap_or(rest.len());
        let (login, _) = rest[..end].rsplit_once('@')?;
        let (_, password) = login.split_once(':')?;
        let start = start + login.len() - password.len();
        looks_random(password).then(|| Found {
            span: start..start + password.len(),
            kind: &IN_ADDRESS,
        })
    })
}

/// No password is longer, and what is looked at has an end however long the line is.
const LONGEST: usize = 512;

/// The first bytes of a text, up to a whole character.
fn near(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Words, names, references and placeholders are no secrets; what mixes letters and digits and
/// repeats few of them may be. Hexadecimal digits alone are hashes and ids.
fn looks_random(value: &str) -> bool {
    const SHORTEST: usize = 10;
    const LEAST_BITS: f64 = 3.0;
    let is_id = value.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_reference = value.contains(['$', '(', '[', '{', '*', '/', '<']) || value.contains("::");
    let (has_digit, has_letter) = (
        value.contains(|c: char| c.is_ascii_digit()),
        value.contains(|c: char| c.is_ascii_alphabetic()),
    );
    value.len() >= SHORTEST
        && has_digit
        && has_letter
        && !is_id
        && !is_reference
        && !is_name(value)
        && !is_example(value)
        && bits_per_character(value) >= LEAST_BITS
}

/// `kube-system-default-token-x7z9q` is a name: mostly words with hyphens between them.
fn is_name(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['-', '_', '.']).collect();
    let is_word =
        |part: &&&str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.len() > 2 && parts.iter().filter(is_word).count() * 3 >= parts.len() * 2
}

/// Hexadecimal digits are a key where the name before them says so, and base64 with its slashes is
/// no path when it is long and mixed.
fn is_key(name: &str, value: &str) -> bool {
    const SHORTEST: usize = 32;
    const LEAST_BITS: f64 = 4.0;
    let holds = |is: fn(char) -> bool| value.contains(is);
    let is_hex = value.chars().all(|c| c.is_ascii_hexdigit());
    let is_base64 = value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '='))
        && holds(|c| c.is_ascii_uppercase())
        && holds(|c| c.is_ascii_lowercase())
        && holds(|c| c.is_ascii_digit())
        && bits_per_character(value) >= LEAST_BITS;
    let names_a_key = !matches!(name, "token" | "bearer");
    value.len() >= SHORTEST && !is_example(value) && (is_base64 || (is_hex && names_a_key))
}

/// Shannon's entropy.
fn bits_per_character(value: &str) -> f64 {
    let mut counts = [0u32; 256];
    for byte in value.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let total = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX));
    counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| f64::from(*count) / total)
        .map(|share| -share * share.log2())
        .sum()
}
