package export

import (
	"math"
	"strconv"
	"testing"
)

// The colours of the statuses are far apart in CIE Lab for every eye: with all cones, and
// without those for red, green or blue. (Machado, Oliveira, Fernandes 2009, severity 1; a
// distance of 2.3 is just seen.)
func TestStatusColours(t *testing.T) {
	for eye, m := range map[string][9]float64{
		"all cones": {1, 0, 0, 0, 1, 0, 0, 0, 1},
		"no red":    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
		"no green":  {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
		"no blue":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	} {
		for i, a := range statuses {
			for _, b := range statuses[:i] {
				p, q := lab(t, tints[a.look], m), lab(t, tints[b.look], m)
				if d := math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]); d < 20 {
					t.Errorf("%s: %s and %s are %.1f apart", eye, a.word, b.word, d)
				}
			}
		}
	}
}

// lab gives the CIE Lab coordinates (D65) of an sRGB colour as that eye sees it.
func lab(t *testing.T, hex string, m [9]float64) [3]float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 24)
	must(t, err)
	var rgb, seen [3]float64
	for i := range rgb {
		v := float64(n>>(16-8*i)&0xff) / 255
		if rgb[i] = v / 12.92; v > 0.04045 {
			rgb[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	for i := range seen {
		seen[i] = min(1, max(0, m[3*i]*rgb[0]+m[3*i+1]*rgb[1]+m[3*i+2]*rgb[2]))
	}
	f := func(r, g, b, white float64) float64 {
		v := (r*seen[0] + g*seen[1] + b*seen[2]) / white
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x, y, z := f(0.4124, 0.3576, 0.1805, 0.95047), f(0.2126, 0.7152, 0.0722, 1), f(0.0193, 0.1192, 0.9505, 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
