//! Shows a site while it is being written: rebuilds on every save, reloads the page that changed.
//!
//! Four parties, none of which waits for another: requests render the page they ask for from the
//! generation that is current (`http`); a thread waits for saves (`watch`) and builds the next
//! generation (`rebuild`); each open page listens to a stream of events (`events`) and is told
//! when its own bytes change. A fault in a save never takes the last good generation away.

mod browser;
mod events;
mod generation;
mod host;
mod http;
mod live;
mod media_type;
mod rebuild;
mod watch;

use crate::diagnostic::Level;
use crate::error::Error;
use crate::site::Site;
use generation::Generation;
use rebuild::Rebuilding;
use serde::Serialize;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant, SystemTime};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch as current;
use watch::{Signal, Watch};

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; the loopback address unless others shall see the site too.
    pub address: IpAddr,
    /// The port.
    pub port: Port,
    /// Whether to show the site in a browser.
    pub browser: Browser,
    /// Where a whole build takes longer than this, a saved report is shown before it.
    pub at_once: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: Port::FirstFreeFrom(4000),
            browser: Browser::Leave,
            at_once: Duration::from_millis(150),
        }
    }
}

/// Which port to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one, or the next that is free.
    FirstFreeFrom(u16),
    /// This one and no other; 0 is any that is free.
    Exactly(u16),
}

/// Whether to start the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Start it; it is no failure if there is none.
    Open,
    /// Do not.
    Leave,
}

/// What a build brings forth.
pub struct Built {
    /// The pages.
    pub site: Site,
    /// Name of the archive.
    pub title: String,
    /// How many incidents it has.
    pub incidents: usize,
    /// What is wrong in the reports.
    pub findings: Vec<Arc<Finding>>,
    /// Files and folders, there or not, whose changes call for a new build. Folders count with
    /// everything in them.
    pub watch: Vec<PathBuf>,
    /// Files and folders among them that do not count, such as the output folder.
    pub ignore: Vec<PathBuf>,
    /// What comes after it at once, where anything but a whole build can.
    pub after: Option<After>,
}

/// A finding as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// The rule's name.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// The report.
    pub file: String,
    /// Counted from one.
    pub line: usize,
    /// Counted from one.
    pub column: usize,
    /// The way out.
    pub help: Option<String>,
}

/// Lays out what can be shown at once after these files were saved, if that is possible: pages of the
/// saved reports are new, and what others say of them may be old.
pub type After = Arc<dyn Fn(&[PathBuf]) -> Option<Built> + Send + Sync>;

type Build = dyn Fn() -> Result<Built, Error> + Send + Sync;
type Say = dyn Fn(&str) + Send + Sync;

/// What requests, event streams and the rebuilding thread share.
struct Shared {
    address: SocketAddr,
    generation: current::Sender<Arc<Generation>>,
}

/// A server at work. Dropped, it stops.
pub struct Server {
    address: SocketAddr,
    runtime: Option<Runtime>,
    signals: mpsc::Sender<Signal>,
}

/// Builds and serves until Ctrl-C. `say` is given each line of talk.
///
/// # Errors
/// When the first build fails or no port is to be had. Later builds may fail without harm.
pub fn serve(
    options: &Options,
    build: impl Fn() -> Result<Built, Error> + Send + Sync + 'static,
    say: impl Fn(&str) + Send + Sync + 'static,
) -> Result<(), Error> {
    let server = Server::start(options, build, say)?;
    if options.browser == Browser::Open {
        browser::open(&server.url());
    }
    server.wait()
}

impl Server {
    /// Builds, and begins to serve in the background.
    ///
    /// # Errors
    /// When the first build fails or no port is to be had.
    pub fn start(
        options: &Options,
        build: impl Fn() -> Result<Built, Error> + Send + Sync + 'static,
        say: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<Server, Error> {
        let (build, say): (Arc<Build>, Arc<Say>) = (Arc::new(build), Arc::new(say));
        let runtime = start_runtime()?;
        let listener = runtime.block_on(listen(options))?;
        let address = listener
            .local_addr()
            .map_err(|error| Error::Told(format!("cannot listen: {error}")))?;

        let (signals, received) = mpsc::channel();
        let mut watch = Watch::new(signals.clone(), received, Arc::clone(&say));
        let (start, begun) = (SystemTime::now(), Instant::now());
        let built = build()?;
        let took = begun.elapsed();
        watch.follow(&built.watch, &built.ignore);
        if watch.saw_a_save_since(start) {
            watch.wake();
        }
        let server = Server {
            address,
            runtime: Some(runtime),
            signals,
        };
        say(&rebuild::greeting(&built, &server.url()));
        let after = built.after.clone();
        let (generation, _) = current::channel(Arc::new(Generation::first(built)));
        let shared = Arc::new(Shared {
            address,
            generation,
        });
        let rebuilding = Rebuilding::new(Arc::clone(&shared), build, say, after, took);
        rebuild::start(rebuilding.patient(options.at_once), watch)?;
        server.answer_requests(listener, shared);
        Ok(server)
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns what to type into a browser.
    pub fn url(&self) -> String {
        let mut address = self.address;
        // "Any address" is a place to listen at, not one to go to.
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("http://{address}/")
    }

    fn answer_requests(&self, listener: TcpListener, shared: Arc<Shared>) {
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move { axum::serve(listener, http::router(shared)).await });
        }
    }

    /// Waits for Ctrl-C.
    fn wait(&self) -> Result<(), Error> {
        let Some(runtime) = &self.runtime else {
            return Ok(());
        };
        runtime
            .block_on(tokio::signal::ctrl_c())
            .map_err(|error| Error::Told(format!("cannot wait for Ctrl-C: {error}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::Stop);
        if let Some(runtime) = self.runtime.take() {
            // Event streams never end by themselves; nothing is lost by cutting them. What is being
            // rendered may end, so that the port is free afterwards.
            runtime.shutdown_timeout(Duration::from_millis(500));
        }
    }
}

fn start_runtime() -> Result<Runtime, Error> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Error::Told(format!("cannot start the server: {error}")))
}

/// Opens the first port that is to be had.
async fn listen(options: &Options) -> Result<TcpListener, Error> {
    const TRIES: u16 = 50;
    let ports = match options.port {
        Port::Exactly(port) => port..=port,
        Port::FirstFreeFrom(port) => port..=port.saturating_add(TRIES),
    };
    let last = *ports.end();
    for port in ports {
        let address = SocketAddr::new(options.address, port);
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < last => {}
            Err(error) => return Err(explain(&error, address)),
        }
    }
    Err(Error::Told("there is no port to listen at".to_owned()))
}

fn explain(error: &std::io::Error, address: SocketAddr) -> Error {
    let help = match error.kind() {
        ErrorKind::AddrInUse => "choose another port with `--port N`, or leave `--port` out",
        ErrorKind::PermissionDenied => "ports below 1024 are reserved; choose one above",
        ErrorKind::AddrNotAvailable => "this machine does not have that address",
        _ => "choose another address or port",
    };
    Error::Told(format!(
        "cannot listen at {address}: {error}\n  = help: {help}"
    ))
}
