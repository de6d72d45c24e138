package reader

import "testing"

// The formats that are built by other tests are damaged like the rest.
func init() {
	hostileSeeds["docx"] = hostileSeed{make: everyConstruct}
	hostileSeeds["xlsx"] = hostileSeed{make: everyCell}
	hostileSeeds["pdf"] = hostileSeed{make: func(t testing.TB) []byte { return fixturePDF(t, "pdf-table") }, most: 30}
}
