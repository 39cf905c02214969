//! Marks what stands out in code and logs with classes; style sheets colour them.
//!
//! | class | marks |
//! |---|---|
//! | `k` | keywords, and levels of logs that are no trouble |
//! | `s` | strings |
//! | `c` | comments, and the headers of a diff |
//! | `n` | numbers, status codes |
//! | `t` | times |
//! | `e` | words and codes of errors |
//! | `w` | words and codes of warnings |
//! | `a` | what names something: keys, variables, addresses, ids |
//! | `i` | inserted lines |
//! | `d` | deleted lines |
//!
//! This is for reading reports, not for compiling: a few words of a language are enough. All
//! lexers move forward only, so they take time in proportion to the text. Languages that nobody
//! listed stay plain.

mod diff;
mod http;
mod log;
mod markup;
mod spans;
mod syntax;
mod syntaxes;

use spans::Spans;
use syntaxes::syntax;

/// Writes `code`, escaped, with marks for its language. Code of no stated language is plain,
/// unless it plainly is a log.
pub(super) fn push(out: &mut String, code: &str, language: &str) {
    let mut spans = Spans::new(out, code);
    match language
        .to_ascii_lowercase()
        .trim_matches(['{', '}', '.', ','])
    {
        "" if log::is_log(code) => log::mark(&mut spans, 0..code.len()),
        "log" | "logs" | "accesslog" | "syslog" => log::mark(&mut spans, 0..code.len()),
        "diff" | "patch" | "udiff" => diff::mark(&mut spans),
        "http" | "https" => http::mark(&mut spans),
        "html" | "xml" | "svg" | "xhtml" | "vue" | "markup" => markup::mark(&mut spans),
        name => {
            if let Some(syntax) = syntax(name) {
                syntax::mark(&mut spans, 0..code.len(), syntax);
            }
        }
    }
    spans.finish();
}

#[cfg(test)]
mod tests {
    use super::push;

    /// Shows marks as `‹class text›`.
    fn check(language: &str, code: &str, expected: &str) {
        let mut out = String::new();
        push(&mut out, code, language);
        let shown = out
            .replace("<span class=\"", "‹")
            .replace("\">", " ")
            .replace("</span>", "›")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        assert_eq!(shown, expected, "{language}");
    }

    #[test]
    fn logs_show_times_levels_and_addresses() {
        check(
            "log",
            "2024-03-02T09:14:00.123Z ERROR [10.0.0.1:8080] HTTP 503 in 12ms id=deadbeef01",
            "‹t 2024-03-02T09:14:00.123Z› ‹e ERROR› [‹a 10.0.0.1:8080›] HTTP ‹n 503› in ‹n 12ms› id=‹a deadbeef01›",
        );
        check(
            "log",
            "Mar  2 09:14:00 web-1 app[42]: warning: \"slow 5\" fe80::1 a:b",
            "‹t Mar  2 09:14:00› web-1 app[‹n 42›]: ‹w warning›: ‹s \"slow 5\"› ‹a fe80::1› a:b",
        );
        check(
            "log",
            "1.2.3.4 - - [02/Mar/2024:09:14:00 +0000] info 550e8400-e29b-41d4-a716-446655440000",
            "‹a 1.2.3.4› - - [‹t 02/Mar/2024:09:14:00 +0000›] ‹k info› ‹a 550e8400-e29b-41d4-a716-446655440000›",
        );
    }

    #[test]
    fn code_without_a_language_is_plain_unless_it_is_a_log() {
        check("", "if 1 then \"x\"", "if 1 then \"x\"");
        check(
            "",
            "09:14:00 a\n09:15:00 b",
            "‹t 09:14:00› a\n‹t 09:15:00› b",
        );
        check("", "09:14:00 a\nb", "09:14:00 a\nb");
        check("brainfuck", "+1 \"x\"", "+1 \"x\"");
    }

    #[test]
    fn languages_are_marked() {
        check(
            "bash",
            "# go\nfor x in $A ${b}; do kubectl get --all 'y' # z\ndone; echo a#b don't",
            "‹c # go›\n‹k for› x ‹k in› ‹a $A› ‹a ${b}›; ‹k do› kubectl get ‹a --all› ‹s 'y'› ‹c # z›\n‹k done›; ‹k echo› a#b don't",
        );
        check(
            "json",
            "{\"a\": \"b\\\"\", \"c\": [1.5e3, null]}",
            "{‹a \"a\"›: ‹s \"b\\\"\"›, ‹a \"c\"›: [‹n 1.5e3›, ‹k null›]}",
        );
        check(
            "yaml",
            "a-b: 1 # c\n- d: 'e'\n  at: 2024-01-02 03:04\nurl: http://x",
            "‹a a-b›: ‹n 1› ‹c # c›\n- ‹a d›: ‹s 'e'›\n  ‹a at›: ‹t 2024-01-02 03:04›\n‹a url›: http://x",
        );
        check(
            "toml",
            "[a.b]\nc = \"d\" # e",
            "‹k [a.b]›\n‹a c› = ‹s \"d\"› ‹c # e›",
        );
        check(
            "sql",
            "select a from B -- c\nwhere d = 'e''f'",
            "‹k select› a ‹k from› B ‹c -- c›\n‹k where› d = ‹s 'e'›‹s 'f'›",
        );
        check(
            "rust",
            "let a = 0x1F; // b\n/* c\n */ fn",
            "‹k let› a = ‹n 0x1F›; ‹c // b›\n‹c /* c\n */› ‹k fn›",
        );
        check(
            "python",
            "def f(x): # y\n  \"\"\"a\nb\"\"\"",
            "‹k def› f(x): ‹c # y›\n  ‹s \"\"\"a\nb\"\"\"›",
        );
        check(
            "hcl",
            "resource \"a\" \"b\" {\n  c = true\n}",
            "‹k resource› ‹s \"a\"› ‹s \"b\"› {\n  ‹a c› = ‹k true›\n}",
        );
        check("ini", "; a\n[b]\nc=d e", "‹c ; a›\n‹k [b]›\n‹a c›=d e");
        check(
            "diff",
            "--- a\n+++ b\n@@ -1 +1 @@\n-c\n+d\n e",
            "‹c --- a›\n‹c +++ b›\n‹k @@ -1 +1 @@›\n‹d -c›\n‹i +d›\n e",
        );
        check(
            "xml",
            "<!-- a --><b c=\"d\" e>&amp;</b>",
            "‹c <!-- a -->›<‹k b› ‹a c›=‹s \"d\"› ‹a e›>‹n &amp;›</‹k b›>",
        );
        check(
            "http",
            "HTTP/1.1 503 Oh\nA-B: c\n\n{\"d\": 1}",
            "‹k HTTP/1.1› ‹e 503› Oh\n‹a A-B›: c\n\n{‹a \"d\"›: ‹n 1›}",
        );
        check(
            "http",
            "GET /x HTTP/2\nHost: a",
            "‹k GET› /x ‹k HTTP/2›\n‹a Host›: a",
        );
    }

    #[test]
    fn any_text_comes_out_whole() {
        let odd = [
            "\"\\",
            "'é",
            "${",
            "/*",
            "<!--",
            "<a b='",
            "é2024-1",
            "0x",
            "::",
            "é'\n\"é\\é",
            "2024-03-02T",
            "$é",
            "-",
            "--",
        ];
        let languages =
            "log bash json yaml toml sql rust python hcl ini diff xml http js dockerfile";
        for language in languages.split(' ') {
            for code in odd
                .iter()
                .flat_map(|a| odd.iter().map(move |b| format!("{a}{b}")))
            {
                let mut out = String::new();
                push(&mut out, &code, language);
                let text = ammonia::Builder::empty().clean(&out).to_string();
                let plain = ammonia::Builder::empty()
                    .clean(crate::markdown::html::Html::escape(&code).as_str())
                    .to_string();
                assert_eq!(text, plain, "{language}");
            }
        }
    }
}
