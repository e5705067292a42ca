//! Every operation of the document against callers who mean no good.
