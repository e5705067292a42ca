//! A methodology profile: the numbers behind the advice, each with its source.
