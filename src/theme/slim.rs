//! Built-in scripts as readers get them: without what is there for those who read the theme.

/// Leaves out the comments, the indentation, most spaces and the ends of lines within brackets of a
/// built-in script; readers of a page would only wait for them. Other files stay as they are.
pub(super) fn slim(name: &str, bytes: &[u8]) -> Vec<u8> {
    let is_comment =
        |line: &&str| line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => {
            let lines = text.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !is_comment(line));
            let mut slim = String::with_capacity(bytes.len());
            for line in lines {
                if slim.ends_with('\n') && line.starts_with(['}', ')', ']']) {
                    slim.pop();
                }
                let line = uncommented(line);
                squeeze(line, &mut slim);
                if !line.ends_with(['{', '(', '[', ',']) {
                    slim.push('\n');
                }
            }
            slim.into_bytes()
        }
        _ => bytes.to_vec(),
    }
}

/// A line without the comment behind its code, which has no quotes, or it might be the end of a text.
fn uncommented(line: &str) -> &str {
    match line.rsplit_once(" // ") {
        Some((code, words)) if !words.contains(['\'', '"', '`']) => code.trim_end(),
        _ => line,
    }
}

/// Adds a line without the spaces beside signs and outside of texts, up to where a comment, a
/// pattern or a text of another kind begins. Signs that mean something else when doubled, `+`, `-`
/// and `!`, keep theirs.
fn squeeze(line: &str, slim: &mut String) {
    let code = line.find(['`', '/', '\\']).unwrap_or(line.len());
    let is_sign = |c: Option<char>| c.is_some_and(|c| "=<>{}(),?:&|;*".contains(c));
    let mut rest = line[..code].chars().peekable();
    let mut text = None;
    while let Some(c) = rest.next() {
        match text {
            None if c == '\'' || c == '"' => text = Some(c),
            Some(quote) if c == quote => text = None,
            _ => {}
        }
        let is_spare = c == ' '
            && text.is_none()
            && (is_sign(slim.chars().next_back()) || is_sign(rest.peek().copied()));
        if !is_spare {
            slim.push(c);
        }
    }
    slim.push_str(&line[code..]);
}

#[cfg(test)]
mod tests {
    use super::{slim, uncommented};
    use crate::theme::FILES;

    #[test]
    fn scripts_go_out_without_comments_and_spare_spaces() {
        let check = |script: &str, kept: &str| {
            assert_eq!(slim("a.js", script.as_bytes()), kept.as_bytes(), "{script}");
        };
        check(
            "// What it is.\nrun() // now\n  // why\n  /** what */\n  /** what */ run()\n",
            "run()\n/** what */ run()\n",
        );
        check(
            "const f = (a, b) => a + +b - -b ? { c: d } : 'a = b' + ` (c) `\n",
            "const f=(a,b)=>a + +b - -b?{c:d}:'a = b' + ` (c) `\n",
        );
        check(
            "const f = (a) => {\n  run(a, // now\n    'b // c')\n}\n",
            "const f=(a)=>{run(a,'b // c')}\n",
        );
        check(
            "a = ['b = \" c', { d: \"e = ' f\" }]\nf = 'it\\'s = so'\ng = /a = b/\n",
            "a=['b = \" c',{d:\"e = ' f\"}]\nf='it\\'s = so'\ng=/a = b/\n",
        );
        let style = "a { b: c }\n  // d\n";
        assert_eq!(slim("a.css", style.as_bytes()), style.as_bytes());
        assert_eq!(slim("a.png", b"\x89PNG\n// \xff"), b"\x89PNG\n// \xff");
    }

    /// Dropping and joining lines is right only where no text and no comment spans several, and none
    /// ends in a comment.
    #[test]
    fn no_built_in_script_has_texts_or_comments_that_joined_lines_would_change() {
        for (name, bytes) in FILES.iter().filter(|(name, _)| name.ends_with(".js")) {
            let text = std::str::from_utf8(bytes).expect("a script is text");
            for (number, line) in text.lines().enumerate() {
                let whole = line.matches('`').count() % 2 == 0
                    && line.matches("/*").count() == line.matches("*/").count()
                    && (line.trim_start().starts_with("//") || !uncommented(line).contains(" // "));
                assert!(whole, "{name}:{}: {line}", number + 1);
            }
        }
    }
}
