//! Talks to a real server over loopback, and saves real files under it.

use casebook::diagnostic::Level;
use casebook::error::Error;
use casebook::serve::{Browser, Built, Finding, Options, Port, Server};
use casebook::site::{Site, SitePath};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// A project of text files, a server over it, and what it said.
struct Served {
    root: TempDir,
    server: Server,
    said: Arc<Mutex<Vec<String>>>,
}

impl Served {
    /// Serves a project with these files in `incidents`.
    fn start(files: &[(&str, &str)]) -> Served {
        Served::with(files, Options::default().at_once, |folder| {
            move || build(&folder)
        })
    }

    /// Does so with a builder of one's own, and a patience with whole builds.
    fn with<B: Fn() -> Result<Built, Error> + Send + Sync + 'static>(
        files: &[(&str, &str)],
        at_once: Duration,
        builder: impl Fn(PathBuf) -> B,
    ) -> Served {
        let root = tempfile::tempdir().expect("a folder for the test");
        for (name, text) in files {
            write(&root.path().join("incidents").join(name), text);
        }
        let said = Arc::new(Mutex::new(Vec::new()));
        let (folder, heard) = (root.path().to_path_buf(), Arc::clone(&said));
        let options = Options {
            port: Port::Exactly(0),
            browser: Browser::Leave,
            at_once,
            ..Options::default()
        };
        let say = move |line: &str| heard.lock().expect("not poisoned").push(line.to_owned());
        let server = Server::start(&options, builder(folder), say).expect("it starts");
        Served { root, server, said }
    }

    fn said(&self) -> Vec<String> {
        self.said.lock().expect("not poisoned").clone()
    }

    fn save(&self, file: &str, text: &str) {
        write(&self.root.path().join(file), text);
    }

    fn get(&self, path: &str) -> String {
        ask(
            self.server.address(),
            &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n"),
        )
    }

    /// Opens the page and the stream of events that the page would open.
    fn open(&self, path: &str) -> Events {
        let page = self.get(path);
        let version = page
            .split("data-version=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a page with our script");
        let mut stream = connect(self.server.address());
        let query = format!("page={}&version={version}", path.replace('/', "%2F"));
        write!(
            stream,
            "GET /-/casebook/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .expect("sent");
        Events(BufReader::new(stream))
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// What a page is told.
struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for the next state.
    fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).expect("an event in time");
            assert!(read > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("valid JSON");
            }
        }
    }

    /// Waits for the state that a predicate is waiting for: one save may be seen as two.
    fn wait_for(&mut self, is_it: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        loop {
            let state = self.next();
            if is_it(&state) {
                return state;
            }
        }
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the server listens");
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).expect("settable");
    stream
}

/// Sends a request as it is and returns the whole answer.
fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = connect(address);
    write!(stream, "{request}Connection: close\r\n\r\n").expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// A build in miniature: one page a file. The words WORLD, PANIC, FINDING and TEMPLATE in a file
/// make it go wrong in four ways.
fn build(root: &Path) -> Result<Built, Error> {
    let src = root.join("incidents");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&src)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    files.sort();
    let (mut site, mut findings) = (Site::default(), Vec::new());
    for file in &files {
        let text = fs::read_to_string(file).map_err(|source| Error::io("read", file, source))?;
        if text.contains("WORLD") {
            return Err(Error::Told("the theme is broken".to_owned()));
        }
        assert!(!text.contains("PANIC"), "no such luck");
        if text.contains("FINDING") {
            findings.push(Arc::new(finding(file)));
        }
        add(&mut site, file.strip_prefix(&src).expect("below src"), text);
    }
    add(&mut site, Path::new("404.md"), "nowhere".to_owned());
    add(&mut site, Path::new("index.md"), "home".to_owned());
    Ok(Built {
        site,
        title: "Tests\u{1b}[31m".to_owned(),
        incidents: files.len(),
        findings,
        watch: vec![src, root.join("book.toml"), root.join("themes")],
        ignore: vec![root.join("site")],
        after: None,
    })
}

fn finding(file: &Path) -> Finding {
    Finding {
        level: Level::Warning,
        rule: "a-rule".to_owned(),
        message: "<script>alert(1)</script>".to_owned(),
        file: file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned(),
        line: 1,
        column: 2,
        help: None,
    }
}

fn add(site: &mut Site, file: &Path, text: String) {
    let page = file.with_extension("html");
    let is_page = file.extension().is_some_and(|ending| ending == "md");
    let at = if is_page { page.as_path() } else { file };
    let at = SitePath::new(at.to_str().expect("UTF-8").replace('\\', "/")).expect("plain");
    site.insert(at, move || match text.contains("TEMPLATE") {
        true => Err(Error::Template(
            "page.html:3: no such field `<titel>`".to_owned(),
        )),
        false if is_page => Ok(format!("<head></head><body>{text}</body>").into_bytes()),
        false => Ok(text.clone().into_bytes()),
    })
    .expect("each address once");
}

/// A build after which a saved file is shown at once, with a mark that whole builds do not make.
fn hasty(root: PathBuf) -> Result<Built, Error> {
    let mut built = build(&root)?;
    built.after = Some(Arc::new(move |saved| {
        let mut built = build(&root).ok()?;
        let file = saved.first()?.file_name()?.to_str()?;
        let text = fs::read_to_string(saved.first()?).ok()?;
        built.site = Site::default();
        add(&mut built.site, Path::new(file), format!("{text}, at once"));
        (saved.len() == 1 && !text.contains("ALONE")).then_some(built)
    }));
    Ok(built)
}

#[test]
fn a_saved_report_is_shown_before_the_rest() {
    let files = [("a.md", "alpha"), ("b.md", "beta")];
    let served = Served::with(&files, Duration::ZERO, |folder| {
        move || hasty(folder.clone())
    });
    let mut page = served.open("/a.html");
    page.next();
    served.save("incidents/a.md", "gamma");
    page.next();
    assert!(served.get("/a.html").contains("gamma, at once"));
    assert!(
        served
            .said()
            .last()
            .expect("a line")
            .starts_with("Shown after")
    );
    page.next();
    assert!(served.get("/a.html").contains("<body>gamma</body>"));
    assert!(served.get("/b.html").contains("beta"));
    assert!(
        served
            .said()
            .last()
            .expect("a line")
            .starts_with("Rebuilt in")
    );

    // Where the builder cannot, everything is built without waiting.
    served.save("incidents/a.md", "ALONE");
    page.next();
    assert!(served.get("/a.html").contains("<body>ALONE</body>"));
}

#[test]
fn pages_are_served_with_their_types_and_without_caching() {
    let served = Served::start(&[
        ("a.md", "alpha"),
        ("b/index.md", "beta"),
        ("ü ñ.md", "umlaut"),
        ("style.css", "p {}"),
        ("odd.bin", "x"),
        ("bad.md", "TEMPLATE"),
    ]);
    for (path, status, words) in [
        ("/", "200", "<body>home</body>"),
        ("/index.html", "200", "<body>home</body>"),
        ("/a.html", "200", "data-version="),
        ("/a.html?query=1", "200", "<body>alpha</body>"),
        ("/b/", "200", "<body>beta</body>"),
        ("/b", "302", "location: /b/\r\n"),
        ("/%C3%BC%20%C3%B1.html", "200", "<body>umlaut</body>"),
        (
            "/style.css",
            "200",
            "content-type: text/css; charset=utf-8\r\n",
        ),
        (
            "/odd.bin",
            "200",
            "content-type: application/octet-stream\r\n",
        ),
        ("/a.html", "200", "cache-control: no-store\r\n"),
        ("/a.html", "200", "x-content-type-options: nosniff\r\n"),
        (
            "/a.html",
            "200",
            "cross-origin-resource-policy: same-origin\r\n",
        ),
        (
            "/-/casebook/live.js",
            "200",
            "content-type: text/javascript",
        ),
        ("/-/casebook/live.css", "200", "content-type: text/css"),
        ("/absent.html", "404", "<body>nowhere</body>"),
        ("/bad.html", "500", "no such field `&lt;titel&gt;`"),
    ] {
        let answer = served.get(path);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {answer}"
        );
        assert!(answer.contains(words), "{path} lacks {words:?}: {answer}");
    }
    let said = served.said.lock().expect("not poisoned").clone();
    let url = served.server.url();
    assert_eq!(
        said,
        [format!(
            "Serving \"Tests[31m\" at {url} (6 incidents, 0 findings)"
        )]
    );
}

#[test]
fn nothing_outside_the_site_is_served() {
    let served = Served::start(&[("a.md", "alpha")]);
    served.save("secret.txt", "the secret");
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/a/../../secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "///",
        "/%00",
        "/a.html%00.txt",
        "/./index.html",
        "/-/casebook/../../secret.txt",
        "/C:/secret.txt",
        "/.casebook",
        "/%252e%252e%252fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%252fsecret.txt",
        "/.%2e/secret.txt",
        "/....//secret.txt",
        "/..;/secret.txt",
        "/%2e%2e%5csecret.txt",
        "/a.html/../../secret.txt",
        "/a.html/",
        "/%ef%bc%8e%ef%bc%8e/secret.txt",
        "/file:///etc/passwd",
        "/incidents/a.md",
        "/book.toml",
        "/%0d%0aSet-Cookie:x",
    ] {
        let answer = served.get(path);
        assert!(!answer.contains("\r\nSet-Cookie"), "{path}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(
            !answer.contains("the secret") && !answer.contains("root:"),
            "{path}"
        );
    }
    for path in ["/%ff", "/%"] {
        let answer = served.get(path);
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
    }
}

#[test]
fn a_folder_without_an_index_is_not_listed() {
    let served = Served::start(&[("deep/er/a.md", "alpha")]);
    for path in [
        "/deep",
        "/deep/",
        "/deep/er",
        "/deep/er/",
        "/-/",
        "/-/casebook/",
    ] {
        let answer = served.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("a.html"), "{path}: {answer}");
    }
}

#[test]
fn other_names_and_other_methods_are_refused() {
    let served = Served::start(&[]);
    let address = served.server.address();
    for (request, status) in [
        ("GET / HTTP/1.1\r\nHost: localhost:1\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: [::1]:4000\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n", "403"),
        (
            "GET / HTTP/1.1\r\nHost: localhost.evil.example:4000\r\n",
            "403",
        ),
        (
            "GET /-/casebook/events HTTP/1.1\r\nHost: evil.example\r\n",
            "403",
        ),
        ("GET / HTTP/1.1\r\n", "403"),
        ("GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n", "403"),
        ("GET / HTTP/1.1\r\nHost: evil.example#localhost\r\n", "403"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n", "403"),
        ("GET / HTTP/1.1\r\nHost: 0x7f000001\r\n", "403"),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
            "403",
        ),
        (
            "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n",
            "403",
        ),
        (
            "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n",
            "403",
        ),
        (
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n",
            "405",
        ),
        ("DELETE /index.html HTTP/1.1\r\nHost: localhost\r\n", "405"),
        ("OPTIONS / HTTP/1.1\r\nHost: localhost\r\n", "405"),
    ] {
        let answer = ask(address, request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request}: {answer}"
        );
    }
    let head = ask(address, "HEAD / HTTP/1.1\r\nHost: localhost\r\n");
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
}

#[test]
fn a_save_reloads_the_page_it_changes_and_no_other() {
    let served = Served::start(&[("a.md", "alpha"), ("b.md", "beta")]);
    let (mut a, mut b) = (served.open("/a.html"), served.open("/b.html"));
    assert_eq!(a.next()["reload"], false);
    assert_eq!(b.next()["reload"], false);

    served.save("incidents/a.md", "ALPHA");
    a.wait_for(|state| state["reload"] == true);
    assert!(served.get("/a.html").contains("<body>ALPHA</body>"));
    let state = b.next();
    assert_eq!(state["reload"], false, "{state}");

    // Editors save by renaming; and a report may come in a folder that was not there.
    served.save("incidents/.b.md.tmp", "BETA");
    let beta = served.root.path().join("incidents");
    fs::rename(beta.join(".b.md.tmp"), beta.join("b.md")).expect("renamed");
    b.wait_for(|state| state["reload"] == true);
    let mut missing = served.open("/new/deep/c.html");
    served.save("incidents/new/deep/c.md", "gamma");
    missing.wait_for(|state| state["reload"] == true);
    assert!(served.get("/new/deep/c.html").contains("gamma"));
    let said = served.said.lock().expect("not poisoned").join("\n");
    assert!(
        said.contains("Rebuilt in ") && said.contains("(3 incidents, 0 findings)"),
        "{said}"
    );
}

#[test]
fn a_style_sheet_reloads_the_pages_that_use_it() {
    let page = r#"<link href="s.css">"#;
    let served = Served::start(&[("a.md", page), ("b.md", "beta"), ("s.css", "p {}")]);
    let (mut a, mut b) = (served.open("/a.html"), served.open("/b.html"));
    a.next();
    b.next();
    served.save("incidents/s.css", "q {}");
    a.wait_for(|state| state["reload"] == true);
    assert_eq!(b.next()["reload"], false);
}

#[test]
fn a_broken_save_keeps_the_site_and_says_so() {
    let served = Served::start(&[("a.md", "alpha")]);
    for broken in ["WORLD", "PANIC"] {
        let mut page = served.open("/a.html");
        assert_eq!(page.next()["fault"], serde_json::Value::Null);
        served.save("incidents/a.md", broken);
        let state = page.wait_for(|state| !state["fault"].is_null());
        assert_eq!(state["reload"], false);
        let fault = state["fault"].as_str().expect("text").to_owned();
        assert!(
            fault == "the theme is broken" || fault.ends_with("this save: no such luck"),
            "{fault}"
        );
        assert!(served.get("/a.html").contains("<body>alpha</body>"));

        served.save("incidents/a.md", "better");
        page.wait_for(|state| state["fault"].is_null() && state["reload"] == true);
        assert!(served.get("/a.html").contains("<body>better</body>"));
        let mut page = served.open("/a.html");
        page.next();
        served.save("incidents/a.md", "alpha");
        page.wait_for(|state| state["reload"] == true);
    }
    let said = served.said.lock().expect("not poisoned").join("\n");
    assert!(
        said.contains("error: the theme is broken\nThe site stays as it was"),
        "{said}"
    );
}

#[test]
fn findings_reach_the_page_as_data() {
    let served = Served::start(&[("a.md", "FINDING")]);
    let mut page = served.open("/index.html");
    let state = page.next();
    assert_eq!(state["warnings"], 1);
    assert_eq!(state["findings"][0]["message"], "<script>alert(1)</script>");
    assert_eq!(state["findings"][0]["level"], "warning");
    served.save("incidents/a.md", "fine");
    let state = page.wait_for(|state| state["warnings"] == 0);
    assert_eq!(state["reload"], false, "the home page looks the same");
}

#[test]
fn folders_that_come_and_go_are_noticed() {
    let served = Served::start(&[("a.md", "alpha")]);
    let mut page = served.open("/a.html");
    page.next();
    // Checking out another branch may exchange the whole folder.
    let src = served.root.path().join("incidents");
    fs::rename(&src, served.root.path().join("elsewhere")).expect("moved");
    page.wait_for(|state| state["reload"] == true);
    served.save("incidents/a.md", "alpha");
    page.wait_for(|state| state["reload"] == false);
    served.save("incidents/a.md", "omega");
    page.wait_for(|state| state["reload"] == true);
    // A theme that was not there, a book.toml that was not there.
    for file in ["themes/own/page.html", "book.toml"] {
        let before = page_count(&served);
        served.save(file, "x");
        page.wait_for(|_| page_count(&served) > before);
    }
}

fn page_count(served: &Served) -> usize {
    let said = served.said.lock().expect("not poisoned");
    said.iter()
        .filter(|line| line.starts_with("Rebuilt"))
        .count()
}

#[test]
fn a_slow_reader_holds_nobody_up() {
    let served = Served::start(&[("a.md", "alpha")]);
    let address = served.server.address();
    let idle: Vec<TcpStream> = (0..30)
        .map(|_| {
            let mut stream = connect(address);
            write!(stream, "GET / HTTP/1.1\r\nHos").expect("sent");
            stream
        })
        .collect();
    let listeners: Vec<Events> = (0..30).map(|_| served.open("/a.html")).collect();
    let mut page = served.open("/a.html");
    page.next();
    served.save("incidents/a.md", "ALPHA");
    page.wait_for(|state| state["reload"] == true);
    drop((idle, listeners));
    assert!(served.get("/a.html").contains("ALPHA"));
}

#[test]
fn broken_clients_harm_nobody() {
    let big = "x".repeat(8 << 20);
    let served = Served::start(&[("a.md", "alpha"), ("big.bin", &big)]);
    let address = served.server.address();
    let headers = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\n{}",
        "X: y\r\n".repeat(5_000)
    );
    let line = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a".repeat(1 << 20)
    );
    let broken: [&[u8]; 9] = [
        b"",
        b"\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx",
        headers.as_bytes(),
        line.as_bytes(),
    ];
    let mut open = Vec::new();
    for request in broken.iter().cycle().take(90) {
        let mut stream = connect(address);
        // The server may well hang up before it has heard everything.
        let _ = stream.write_all(request);
        open.push(stream);
    }
    // These ask for a lot and never listen, and every second one goes away in the middle.
    for number in 0..40 {
        let mut stream = connect(address);
        write!(stream, "GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        if number % 2 == 0 {
            open.push(stream);
        }
    }
    for _ in 0..20 {
        assert!(served.get("/a.html").contains("alpha"));
    }
    let mut page = served.open("/a.html");
    page.next();
    served.save("incidents/a.md", "ALPHA");
    page.wait_for(|state| state["reload"] == true);
    drop(open);
    assert!(served.get("/a.html").contains("ALPHA"));
}

#[test]
fn ports_that_are_taken_are_passed_over_unless_asked_for() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let root = tempfile::tempdir().expect("a folder for the test");
    let start = |port| {
        let folder = root.path().to_path_buf();
        let options = Options {
            port,
            ..Options::default()
        };
        Server::start(&options, move || build(&folder), |_| ())
    };
    let refusal = start(Port::Exactly(port)).err().expect("taken").to_string();
    assert!(refusal.contains("--port"), "{refusal}");
    let server = start(Port::FirstFreeFrom(port)).expect("the next one");
    assert_ne!(server.address().port(), port);
}
