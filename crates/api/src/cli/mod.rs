//! The commands of the one binary.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

mod demo;
mod development;
mod healthcheck;
mod jobs;
mod log;
mod serve;
mod service;
mod token;
mod traces;
mod worker;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use persistence::{Database, migration};
use secrecy::ExposeSecret;

use crate::config::Config;

/// Whatever stops a command; its text is all that the person at the terminal gets.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Rapport: an API for informational interviews.
///
/// Without a command it serves. In development (the default mode) it needs no configuration: it starts a private
/// PostgreSQL under .dev/ and makes keys. In production it makes up nothing. See the configuration in README.md.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// A TOML file with settings that differ from the defaults
    #[arg(long, env = "RAPPORT_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and Swagger UI (the default)
    Serve,
    /// Bring the database's schema up to this program, or back down
    Migrate {
        /// Take back every migration after this version; 0 takes back all, and all data with them
        #[arg(long, value_name = "VERSION")]
        down_to: Option<i64>,
    },
    /// Do the work in the background, without serving; as many of these as you like
    Worker,
    /// List the jobs of the background that are not done, or let them be tried anew
    Jobs {
        /// Only those that were given up
        #[arg(long)]
        dead: bool,
        /// Try the listed jobs anew, now
        #[arg(long)]
        retry: bool,
    },
    /// Print the `OpenAPI` document; needs no database
    Openapi,
    /// Print an access token of a development account, of the service that runs or else of one started for it
    Token,
    /// Fill an account with a realistic workspace, once however often, and print how to sign in
    Demo,
    /// Exit 0 when the service on this machine lives; for container health checks
    Healthcheck,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("rapport: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.command.unwrap_or(Command::Serve);
    if matches!(command, Command::Openapi) {
        println!("{:#}", crate::document());
        return Ok(());
    }
    let config = Config::load(arguments.config)?;
    match command {
        Command::Serve => serve::serve(config),
        Command::Worker => worker::worker(config),
        Command::Jobs { dead, retry } => {
            print!("{}", jobs::jobs(config, dead, retry)?);
            Ok(())
        }
        Command::Migrate { down_to } => migrate(config, down_to),
        Command::Healthcheck => healthcheck::healthcheck(&config),
        Command::Token => {
            println!("{}", token::token(config)?);
            Ok(())
        }
        Command::Demo => {
            println!("{}", demo::demo(config)?);
            Ok(())
        }
        Command::Openapi => Ok(()),
    }
}

fn migrate(mut config: Config, down_to: Option<i64>) -> Result<(), Failure> {
    let _sender = log::start(&config)?;
    let _cluster = development::complete(&mut config)?;
    runtime()?.block_on(async {
        let db = connect(&config)?;
        match down_to {
            None => migration::up(&db).await?,
            Some(version) => migration::down(&db, version).await?,
        }
        println!(
            "The schema is at the migration asked for; {} are pending.",
            migration::pending(&db).await?
        );
        db.close().await;
        Ok(())
    })
}

fn connect(config: &Config) -> Result<Database, Failure> {
    let settings = &config.database;
    let url = settings.url.expose_secret();
    let session_url = match settings.session_url.expose_secret() {
        "" => url,
        past => past,
    };
    Ok(Database::connect_past(
        url,
        session_url,
        &settings.options(),
    )?)
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}
