package store

import _ "embed"

// SchemaDoc says in Markdown what each table, view and column means: a section a
// table, in it a line a column.
//
//go:embed schema.md
var SchemaDoc string
