//! Reading rows by a statement of our own, where SeaORM's builder would hide what the database is asked.

use sea_orm::{DbBackend, FromQueryResult, Statement, Value};

use crate::{Error, Executor};

/// Every row of the answer.
pub(crate) async fn all<R: FromQueryResult>(
    db: &impl Executor,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<R>, Error> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(R::find_by_statement(statement).all(db.raw()).await?)
}

/// The only row of the answer, if there is one.
pub(crate) async fn one<R: FromQueryResult>(
    db: &impl Executor,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<R>, Error> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(R::find_by_statement(statement).one(db.raw()).await?)
}
