// Package notices holds the notice that ships with the program. Beside it lies
// sichuan-2018-invented.html, a plan for the next year that was never issued: we made it
// after this one, so that comparing, revising and handing out have something to show.
package notices

import _ "embed"

// Sichuan2017 is the notice of Sichuan's leading group on intellectual property
// for 2017: 101 items under 26 departments, and a schedule of 55 rows.
//
//go:embed sichuan-2017-ip-plan.txt
var Sichuan2017 string
