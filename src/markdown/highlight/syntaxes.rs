//! What the languages that reports quote look like. A new one is a new entry.

use super::syntax::{Keys, Quote, Syntax};

/// Finds a language by any of its names in lower case.
pub(super) fn syntax(name: &str) -> Option<&'static Syntax> {
    SYNTAXES.iter().find(|syntax| syntax.names.contains(&name))
}

const fn quote(mark: &'static str, has_escapes: bool, has_lines: bool) -> Quote {
    Quote {
        mark,
        has_escapes,
        has_lines,
    }
}

const PLAIN: Syntax = Syntax {
    names: &[],
    keywords: "",
    ignores_case: false,
    comments: &["#"],
    block_comment: None,
    quotes: &[quote("\"", true, false), quote("'", true, false)],
    keys: Keys::None,
    sigils: &[],
    letters: &[],
};

static SYNTAXES: [Syntax; 11] = [
    Syntax {
        names: &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "console",
            "terminal",
            "shell-session",
            "shellsession",
            "powershell",
            "ps1",
            "fish",
            "makefile",
            "make",
        ],
        keywords: "break case cd continue do done echo elif else esac eval exec exit export fi for \
                   function if in local read return set shift source sudo then trap unset until while",
        quotes: &[quote("\"", true, true), quote("'", false, true)],
        sigils: b"$-",
        letters: b"-./",
        ..PLAIN
    },
    Syntax {
        names: &["dockerfile", "docker", "containerfile"],
        keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL \
                   STOPSIGNAL USER VOLUME WORKDIR",
        sigils: b"$-",
        letters: b"-./",
        ..PLAIN
    },
    Syntax {
        names: &["json", "json5", "jsonc", "jsonl", "ndjson", "geojson"],
        keywords: "false null true",
        comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: &[quote("\"", true, false)],
        keys: Keys::Colon,
        ..PLAIN
    },
    Syntax {
        names: &["yaml", "yml", "k8s", "kubernetes", "helm", "ansible"],
        keywords: "false no null off on true yes",
        quotes: &[quote("\"", true, true), quote("'", false, true)],
        keys: Keys::Colon,
        letters: b"-./",
        ..PLAIN
    },
    Syntax {
        names: &["toml"],
        keywords: "false inf nan true",
        quotes: &[
            quote("\"\"\"", true, true),
            quote("'''", false, true),
            quote("\"", true, false),
            quote("'", false, false),
        ],
        keys: Keys::Equals,
        letters: b"-.",
        ..PLAIN
    },
    Syntax {
        names: &[
            "ini",
            "cfg",
            "conf",
            "properties",
            "env",
            "dotenv",
            "systemd",
            "editorconfig",
            "gitconfig",
        ],
        keywords: "false no off on true yes",
        ignores_case: true,
        comments: &["#", ";", "!"],
        quotes: &[quote("\"", true, false)],
        keys: Keys::Equals,
        letters: b"-.",
        ..PLAIN
    },
    Syntax {
        names: &["hcl", "terraform", "tf", "tfvars", "nomad"],
        keywords: "data dynamic false for for_each if import in lifecycle locals module moved null \
                   output provider provisioner resource terraform true variable",
        comments: &["#", "//"],
        block_comment: Some(("/*", "*/")),
        quotes: &[quote("\"", true, false)],
        keys: Keys::Equals,
        letters: b"-",
        ..PLAIN
    },
    Syntax {
        names: &[
            "sql",
            "mysql",
            "pgsql",
            "postgres",
            "postgresql",
            "psql",
            "plsql",
            "sqlite",
            "tsql",
            "hql",
            "cql",
        ],
        keywords: "add all alter analyze and any as asc begin between by cascade case cast column \
                   commit constraint create cross database default delete desc distinct drop else end \
                   exists explain false foreign from full function grant group having if ilike in \
                   index inner insert into is join key kill left like limit lock not null offset on \
                   or order outer over partition primary references rename replace returning revoke \
                   right rollback schema select set show table then to transaction trigger true \
                   truncate union unique update using vacuum values view when where with",
        ignores_case: true,
        comments: &["--"],
        block_comment: Some(("/*", "*/")),
        quotes: &[
            quote("'", false, true),
            quote("\"", false, false),
            quote("`", false, false),
        ],
        ..PLAIN
    },
    Syntax {
        names: &[
            "python", "py", "python3", "pycon", "ruby", "rb", "elixir", "ex", "starlark", "bzl",
        ],
        keywords: "False None True and as assert async await begin break case class continue def \
                   defmodule del do elif else elsif end ensure except false finally fn for from \
                   global if import in is lambda match module nil nonlocal not or pass raise require \
                   rescue return self then true try unless until when while with yield",
        quotes: &[
            quote("\"\"\"", true, true),
            quote("'''", true, true),
            quote("\"", true, false),
            quote("'", true, false),
        ],
        sigils: b"@",
        ..PLAIN
    },
    Syntax {
        names: &[
            "nginx",
            "apache",
            "haproxy",
            "caddy",
            "caddyfile",
            "promql",
            "puppet",
            "vcl",
        ],
        keywords: "and avg backend bind by default else frontend global http if include listen \
                   location max min off on or proxy_pass rate return root server server_name set sum \
                   upstream without",
        sigils: b"$",
        letters: b"-",
        ..PLAIN
    },
    Syntax {
        names: &[
            "c",
            "h",
            "cpp",
            "c++",
            "cc",
            "hpp",
            "cs",
            "csharp",
            "c#",
            "go",
            "golang",
            "java",
            "javascript",
            "js",
            "jsx",
            "mjs",
            "typescript",
            "ts",
            "tsx",
            "rust",
            "rs",
            "kotlin",
            "kt",
            "kts",
            "swift",
            "scala",
            "groovy",
            "gradle",
            "jenkinsfile",
            "php",
            "dart",
            "protobuf",
            "proto",
            "thrift",
            "solidity",
            "zig",
            "css",
            "scss",
            "bicep",
        ],
        keywords: "abstract as assert async await bool boolean break byte case catch chan char class \
                   const constexpr continue crate data default defer delete do double dyn else enum \
                   export extends extern false final finally float fn for from fun func function go \
                   goto if impl implements import in include instanceof int interface internal is let \
                   long loop map match message mod move mut namespace new nil null nullptr object of \
                   override package private protected pub public range ref return select self service \
                   short signed sizeof static str string struct super switch template this throw \
                   throws trait true try type typedef typeof undefined union unsafe unsigned use \
                   using val var virtual void volatile when where while yield",
        comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: &[
            quote("\"", true, false),
            quote("'", true, false),
            quote("`", true, true),
        ],
        sigils: b"@",
        ..PLAIN
    },
];
