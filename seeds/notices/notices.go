// Package notices holds the notices that ship with the program.
package notices

import _ "embed"

// Sichuan2017 is the notice of Sichuan's leading group on intellectual property
// for 2017: 101 items under 26 departments, and a schedule of 55 rows.
//
//go:embed sichuan-2017-ip-plan.txt
var Sichuan2017 string

// Invented2018 is a plan for the next year, a web page, that was never issued: we made it after
// the one of 2017, so that comparing, revising and handing out have something to show.
//
//go:embed sichuan-2018-invented.html
var Invented2018 string
