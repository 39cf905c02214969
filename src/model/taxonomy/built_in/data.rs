//! Data, with its sub-causes.

use super::{Entry, change, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "data",
        "Data",
        "Data, or the systems that keep it, were slow, wrong or gone.",
        &[
            "database",
            "db-migration",
            "storage",
            "pipeline",
            "processing pipeline",
        ],
    ),
    change(
        "data/schema-migration",
        "Schema migration",
        "Changing the shape of stored data blocked or broke its users.",
        &["database migration", "schema change"],
    )
    .signs(&[
        "schema migration",
        "migration script",
        "alter table",
        "add column",
        "migration failed",
        "migration locked",
    ]),
    entry(
        "data/corruption",
        "Corruption",
        "Stored data was wrong.",
        &["data corruption"],
    )
    .signs(&[
        "corrupted",
        "corrupt data",
        "inconsistent data",
        "bad data",
        "incorrect data",
    ]),
    entry(
        "data/loss",
        "Loss",
        "Stored data was gone.",
        &["data loss", "deletion"],
    )
    .signs(&[
        "lost data",
        "accidentally deleted",
        "was deleted",
        "were deleted",
        "dropped table",
        "deletion of",
    ]),
    entry(
        "data/replication",
        "Replication",
        "Copies lagged behind or disagreed.",
        &["replication lag", "replica lag", "consensus"],
    )
    .signs(&["replication", "fell behind", "out of sync", "stale replica"]),
    entry(
        "data/backup-restore",
        "Backup and restore",
        "A backup was missing, unusable or slow to bring back.",
        &["backup", "restore"],
    )
    .signs(&[
        "no backup",
        "backup failed",
        "restore from backup",
        "backups were",
    ]),
    entry(
        "data/query",
        "Query",
        "A query was slow, heavy or wrong.",
        &["slow query", "missing index", "query plan"],
    )
    .signs(&[
        "long running query",
        "expensive query",
        "full table scan",
        "inefficient query",
        "heavy query",
        "database query",
    ]),
    entry(
        "data/queue",
        "Queue",
        "Work piled up, was lost or was done twice.",
        &["message queue", "backlog", "kafka"],
    )
    .signs(&[
        "rabbitmq",
        "sqs",
        "queue grew",
        "queue backed up",
        "celery",
        "sidekiq",
        "jobs piled up",
    ]),
    entry(
        "data/storage-system",
        "Storage system",
        "The database or store itself misbehaved.",
        &["database failure", "storage failure"],
    )
    .signs(&[
        "database crashed",
        "database down",
        "database lock",
        "database locked",
        "database became",
        "database unavailable",
        "nfs",
    ]),
];
