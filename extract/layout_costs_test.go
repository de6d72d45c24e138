package extract

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestMissingPrice: the error names the first price that layout.tsv lacks, whenever it is asked.
func TestMissingPrice(t *testing.T) {
	seeds := fstest.MapFS{"layout.tsv": {Data: []byte("name\tprice\tof\nat-line\t0.0\ta label that begins a line\n")}}
	for range 20 {
		if _, err := readCosts(seeds); err == nil || !strings.Contains(err.Error(), `"after-blanks" is missing`) {
			t.Fatal(err)
		}
	}
}
